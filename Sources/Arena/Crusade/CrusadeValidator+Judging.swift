import Chain
import Execution
import FoundationEssentials
import Judging
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Settles what an earlier process left open, then has the next evaluation carried out.
    func judgeNext() async throws -> Bool {
        for execution in try await records.openExecutions() { try await settle(execution) }
        guard let queued = try await records.nextQueued() else { return false }
        guard queued.evaluation.presetHash == preset.hash else {
            logger.error("an evaluation waits for other rules", metadata: ["evaluation.id": "\(queued.evaluation.id)"])
            return false
        }
        let directory = "\(home.jobs)/\(UUID().uuidString.lowercased())"
        let execution = try await records.beginExecution(queued.evaluation.id, directory: directory)
        logger.notice("evaluation started", metadata: ["submission.id": "\(queued.evaluation.submission)"])
        let plan = Plan(
            evaluation: queued.evaluation.id,
            execution: execution.id,
            submission: queued.evaluation.submission,
            codeHash: queued.codeHash.text,
            preset: preset,
            seeds: Seeds.derive(secret: queued.secret.bytes, beacon: queued.beacon.hash, preset: preset),
            peakFlops: await peak.value
        )
        try JobDirectory(directory).create(plan: plan, code: queued.code)
        let end = try await execute(directory, of: queued.evaluation.submission)
        if let end, !end.isSuccess {
            logger.error(
                "a judge ended badly",
                metadata: ["submission.id": "\(queued.evaluation.submission)", "error": "\(end.errorText)"]
            )
        }
        try await settle(execution)
        return true
    }

    /// Carries a job out, for as long as its rules allow at most; `nil` when that was exceeded.
    private func execute(_ directory: String, of submission: String) async throws -> ExecutionEnd? {
        try await withThrowingTaskGroup(of: ExecutionEnd?.self) { group in
            group.addTask { [engine, onProgress] in
                try await engine.execute(directory) { line in await onProgress(submission, line) }
            }
            group.addTask { [longest = preset.longestEvaluation] in
                try await Task.sleep(for: longest)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Removes job directories that belong to no open execution and that nobody works on.
    func sweepJobs() async throws {
        let open = Set(try await records.openExecutions().map(\.directory))
        for name in (try? FileManager.default.contentsOfDirectory(atPath: home.jobs)) ?? [] {
            let directory = "\(home.jobs)/\(name)"
            guard !open.contains(directory), await engine.observe(directory) != .running else { continue }
            try? FileManager.default.removeItem(atPath: directory)
        }
    }

    /// Brings one execution to its end: takes its result, waits for it, or gives it up.
    private func settle(_ execution: Execution) async throws {
        while await engine.observe(execution.directory) == .running {
            try await Task.sleep(for: rest)
        }
        guard let result = try? JobDirectory(execution.directory).result(), result.execution == execution.id else {
            try await records.markLost(execution.id)
            logger.warning("an execution was lost", metadata: ["execution.id": "\(execution.id)"])
            return
        }
        let block = try await chain.currentBlock()
        let acceptance = try await records.accept(
            judgement(of: result),
            execution: execution.id,
            rule: preset.crown,
            atBlock: block
        )
        await peak.remember(result.environment.peakFlops)
        logger.notice(
            "result \(acceptance)",
            metadata: ["submission.id": "\(result.submission)", "code": "\(result.verdict.code.rawValue)"]
        )
        try? FileManager.default.removeItem(atPath: execution.directory)
    }

    private func judgement(of result: EvaluationResult) -> Judgement {
        let verdict = result.verdict
        let score = result.score?.value(for: preset.metric)
        let isAccepted = verdict.isAccepted && score != nil
        return Judgement(
            evaluation: result.evaluation,
            outcome: isAccepted ? .accepted : verdict.responsibility == .competitor ? .rejected : .failed,
            fault: isAccepted ? nil : Judgement.Fault(rawValue: verdict.responsibility.rawValue) ?? .infrastructure,
            code: verdict.code.rawValue,
            sentence: verdict.sentence,
            numbers: .object(verdict.numbers.mapValues(JSONValue.number)),
            score: isAccepted ? score : nil,
            tokensPerSecond: isAccepted ? result.score?.tokensPerSecond : nil,
            mfu: isAccepted ? result.score?.mfu : nil,
            runs: result.runs.map(run)
        )
    }

    private func run(_ run: RunRecord) -> Judgement.Run {
        let statistics = run.statistics.flatMap { try? JSONValue(encoding: $0) } ?? .null
        let isMarked: JSONValue = .bool(run.isMarked)
        return Judgement.Run(
            index: run.index,
            nanoseconds: run.nanoseconds,
            tokens: run.tokens,
            outcome: run.statistics == nil ? "unverified" : "verified",
            statistics: .object([
                "comparison": statistics, "foreign_load": .number(run.foreignLoad), "marked": isMarked,
                "freezing_nanoseconds": .integer(Int64(clamping: run.freezing)),
            ])
        )
    }
}
