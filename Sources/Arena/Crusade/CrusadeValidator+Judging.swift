import Chain
import Execution
import FoundationEssentials
import Judging
import Logging
import Records
import Rules

extension CrusadeValidator {
    /// Settles what an earlier process left open, then has the next evaluation carried out.
    ///
    /// After a failure of the machine nothing is tried for a while: what is wrong with it would be wrong with the next
    /// evaluation too, and each has only so many attempts.
    func judgeNext() async throws -> Bool {
        for execution in try await records.openExecutions() { try await settle(execution) }
        for execution in try await records.openMatchExecutions() { try await settle(execution) }
        // What was running when the rules changed comes back to the queue with the old ones.
        try await records.adoptRules(presetName: preset.name, presetHash: preset.hash)
        let queued = try await records.nextQueued(presetHash: preset.hash)
        // In turn: neither challengers nor newcomers can keep the others waiting.
        if await turn.isMatchs || queued == nil, try await fightNext() { return true }
        guard let queued else {
            await keepStandby()
            return false
        }
        await turn.pass(toMatch: true)
        let directory = await nextJobDirectory()
        let execution = try await records.beginExecution(queued.evaluation.id, directory: directory)
        FaultPoint.reach(.executionBegun)
        let submission = queued.evaluation.submission
        logger.notice("evaluation started", metadata: ["submission.id": "\(submission)"])
        let plan = Plan(
            evaluation: queued.evaluation.id,
            execution: execution.id,
            submission: submission,
            codeHash: queued.codeHash.text,
            preset: preset,
            seeds: Seeds.derive(
                secret: queued.secret.bytes,
                beacon: queued.beacon.hash,
                preset: preset,
                submission: submission,
                code: queued.codeHash,
                attempt: queued.evaluation.attempts + 1
            ),
            peakFlops: await peak.value
        )
        do {
            try JobDirectory(directory).create(plan: plan, code: queued.code)
        } catch {
            // A folder that cannot be written today cannot be written in a second either.
            try await rest(afterFailure: true)
            throw error
        }
        try await carryOut(directory, of: submission, within: preset.longestEvaluation)
        let isMachineFine = try await settle(execution)
        try await rest(afterFailure: !isMachineFine)
        return true
    }

    /// Has the engine carry out a job directory, whose result is taken later; a judge that takes too long is ended.
    func carryOut(_ directory: String, of submission: String, within limit: Duration) async throws {
        FaultPoint.reach(.jobCreated)
        let end = try await withThrowingTaskGroup(of: ExecutionEnd?.self) { group in
            group.addTask { [engine, logger] in
                try await Task.sleep(for: limit)
                logger.error("a judge took too long", metadata: ["directory": "\(directory)"])
                await engine.cancel(directory)
                return nil
            }
            group.addTask { [engine, onProgress] in
                try await engine.execute(directory) { line in
                    FaultPoint.reach(.judgeReported)
                    await onProgress(submission, line)
                }
            }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let end { return end }
            }
            throw CancellationError()
        }
        FaultPoint.reach(.judgeEnded)
        guard !end.isSuccess else { return }
        logger.error("a judge ended badly", metadata: ["submission.id": "\(submission)", "error": "\(end.errorText)"])
    }

    /// Waits after the second failure of the machine in a row, and twice as long after each further one.
    ///
    /// A single one may be a judge that somebody killed.
    func rest(afterFailure isFailure: Bool) async throws {
        let failures = await machineFailures.count(isFailure)
        guard failures > 1 else { return }
        try await Task.sleep(for: pauseAfterFailure * (1 << min(failures - 2, 4)))
    }

    /// Brings one execution to its end: takes its result, waits for it, or gives it up.
    ///
    /// - Returns: Whether the machine did its part.
    @discardableResult
    private func settle(_ execution: Execution) async throws -> Bool {
        try await awaitEnd(of: execution.directory, within: preset.longestEvaluation)
        guard let result = try? JobDirectory(execution.directory).result(), result.execution == execution.id else {
            try await records.markLost(execution.id)
            logger.warning("an execution was lost", metadata: ["execution.id": "\(execution.id)"])
            return false
        }
        let rules = rules(of: result, in: execution.directory)
        if result.presetHash != preset.hash { try await prove(rules) }
        let block = try await chain.currentBlock()
        let acceptance = try await records.accept(
            judgement(of: result, metric: rules.metric),
            execution: execution.id,
            rule: rules.crown,
            atBlock: block,
            result: try JSONValue(encoding: result)
        )
        FaultPoint.reach(.resultAccepted)
        await peak.remember(result.environment.peakFlops)
        logger.notice(
            "result \(acceptance)",
            metadata: ["submission.id": "\(result.submission)", "code": "\(result.verdict.code.rawValue)"]
        )
        pruneJobs()
        return result.verdict.responsibility != .infrastructure
    }

    /// Waits until nobody works on a job directory any more; a judge that takes too long is ended.
    func awaitEnd(of directory: String, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while await engine.observe(directory) == .running {
            if ContinuousClock.now > deadline {
                logger.error("a judge took too long", metadata: ["directory": "\(directory)"])
                await engine.cancel(directory)
            }
            try await Task.sleep(for: rest)
        }
    }

    /// Keeps the newest job directories and removes the others; those at work are the newest by nature.
    func pruneJobs() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.jobs)) ?? []
        let dated = names.map { name in
            let path = "\(home.jobs)/\(name)"
            let date = (try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate]) as? Date
            return (path: path, date: date ?? .distantPast)
        }
        for job in dated.sorted(by: { $0.date > $1.date }).dropFirst(Self.keptJobs) {
            try? FileManager.default.removeItem(atPath: job.path)
        }
    }

    /// How many job directories are kept, with their logs and results.
    private static var keptJobs: Int { 100 }

    /// The rules that a result was made by: those in force, or those that were when it was begun.
    private func rules(of result: EvaluationResult, in directory: String) -> Preset {
        guard result.presetHash != preset.hash, let plan = try? JobDirectory(directory).plan(),
            plan.preset.hash == result.presetHash
        else { return preset }
        return plan.preset
    }

    private func judgement(of result: EvaluationResult, metric: Metric) -> Judgement {
        let verdict = result.verdict
        let (outcome, fault, score): (Judgement.Outcome, Judgement.Fault?, Double?) =
            switch result.ending(for: metric) {
            case .accepted(let score): (.accepted, nil, score)
            case .rejected: (.rejected, .competitor, nil)
            case .failed(let who): (.failed, who == .task ? .task : .infrastructure, nil)
            }
        return Judgement(
            evaluation: result.evaluation,
            outcome: outcome,
            fault: fault,
            code: verdict.code.rawValue,
            sentence: verdict.sentence,
            numbers: .object(verdict.numbers.mapValues(JSONValue.number)),
            score: score,
            tokensPerSecond: score == nil ? nil : result.score?.tokensPerSecond,
            mfu: score == nil ? nil : result.score?.mfu,
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
                "comparison": statistics, "foreign_load": run.foreignLoad.map(JSONValue.number) ?? .null,
                "disturbances": .array(run.disturbances.map { .string($0.rawValue) }), "marked": isMarked,
                "freezing_nanoseconds": .integer(Int64(clamping: run.freezing)),
            ])
        )
    }
}
