import Foundation
import Judging
package import Records
package import Rules

extension SubmissionView {
    /// Reads a submission.
    ///
    /// The limits are those of the rules that it was judged by: from its job folder while that is kept, else from
    /// `preset` or from the preset of the same name, if its hash is the recorded one.
    ///
    /// - Parameters:
    ///   - id: The submission, such as `s-000001`.
    ///   - records: Where it is recorded.
    ///   - preset: Rules that may be those of its evaluation.
    /// - Returns: What is known at this moment.
    /// - Throws: `RecordsError.Code.unknownSubmission`, and errors of the database.
    package static func read(_ id: String, records: Records, preset: Preset? = nil) async throws -> SubmissionView {
        let detail = try await records.submission(id)
        var view = SubmissionView(detail)
        view.codeBytes = try await records.code(of: id)?.count
        guard let evaluation = detail.evaluation else { return view }
        view.isEpochClosed = try await records.epoch(evaluation.epoch).isClosed
        view.rank = try await records.ranks(of: [id], presetHash: evaluation.presetHash)[id]
        view.isChampion = try await records.champion(presetHash: evaluation.presetHash)?.submission == id
        guard let verdict = detail.verdict else { return view }
        let job = JobDirectory(verdict.execution.directory)
        view.find(logsIn: job)
        if let rules = rules(of: evaluation, job: job, preset: preset) {
            view.checks = checks(verdict.judgement, rules: rules, job: job, codeBytes: view.codeBytes)
        }
        return view
    }

    private init(_ detail: SubmissionDetail) {
        let submission = detail.submission
        let judgement = detail.verdict?.judgement
        self.init(
            submission: submission.id,
            hotkey: submission.hotkey.text,
            url: submission.url,
            codeHash: submission.codeHash.text,
            committedAt: submission.committedAt,
            revealBlock: submission.reveal.block,
            state: detail.progress,
            epoch: detail.evaluation?.epoch,
            isEpochClosed: false,
            attempts: detail.evaluation?.attempts ?? 0,
            preset: detail.evaluation?.presetName,
            presetHash: detail.evaluation?.presetHash,
            outcome: judgement?.outcome.rawValue ?? submission.refusal.map { _ in "rejected" },
            code: judgement?.code ?? submission.refusal?.code,
            sentence: judgement?.sentence ?? submission.refusal?.sentence,
            fault: judgement?.fault?.rawValue ?? submission.refusal.map { _ in "competitor" },
            numbers: judgement?.numbers,
            score: judgement?.score,
            tokensPerSecond: judgement?.tokensPerSecond,
            mfu: judgement?.mfu,
            isChampion: false,
            checks: [],
            runs: judgement?.runs.map(Run.init) ?? [],
            logs: []
        )
    }

    private mutating func find(logsIn job: JobDirectory) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: job.path) else { return }
        jobFolder = job.path
        logs = names.filter { $0.hasPrefix("contestant-") && $0.hasSuffix(".log") }.sorted()
    }

    private static func rules(of evaluation: Evaluation, job: JobDirectory, preset: Preset?) -> Preset? {
        let candidates = [{ try? job.plan().preset }, { preset }, { try? Preset.named(evaluation.presetName) }]
        return candidates.lazy.compactMap { $0() }.first { $0.hash == evaluation.presetHash }
    }

    private static func checks(_ judgement: Judgement, rules: Preset, job: JobDirectory, codeBytes: Int?) -> [Check] {
        var checks = Check.all(of: judgement.runs.map(Check.Run.init), preset: rules) + scores(judgement, rules)
        if let used = (try? job.result())?.peakMemory["contestant"] {
            let limit = Double(rules.contestant.memory.bytes)
            checks.append(Check("memory", Double(used), atMost: limit, unit: .bytes))
        }
        if let codeBytes {
            let limit = Double(rules.intake.code.bytes)
            checks.append(Check("code_size", Double(codeBytes), atMost: limit, unit: .bytes))
        }
        return checks
    }
}

extension SubmissionView {
    /// The bounds of a score, where the rules have any and the evaluation got that far.
    private static func scores(_ judgement: Judgement, _ rules: Preset) -> [Check] {
        guard let score = judgement.score ?? judgement.numbers["score"]?.double else { return [] }
        let unit: Check.Unit = rules.metric == .tps ? .rate : .share
        return [
            rules.score?.least.map { Check("score_too_low", score, atLeast: $0, unit: unit) },
            rules.score?.most.map { Check("score_implausible", score, atMost: $0, unit: unit) },
        ].compactMap(\.self)
    }
}

extension Check.Run {
    /// Reads a stored run; a comparison that is there in no known form counts as none.
    init(_ run: Judgement.Run) {
        let comparison = run.statistics["comparison"].flatMap { value in
            try? JSONDecoder().decode(RunStatistics.self, from: Data(value.canonicalText.utf8))
        }
        self.init(index: run.index, nanoseconds: run.nanoseconds, statistics: comparison)
    }
}

extension SubmissionView.Run {
    init(_ run: Judgement.Run) {
        let comparison = run.statistics["comparison"]
        let speed = run.nanoseconds.flatMap { time in
            run.tokens.map { Throughput.tokensPerSecond(tokens: $0, nanoseconds: time) }
        }
        self.init(
            run: run.index + 1,
            outcome: run.outcome,
            nanoseconds: run.nanoseconds,
            tokens: run.tokens,
            tokensPerSecond: speed,
            freezingNanoseconds: run.statistics["freezing_nanoseconds"]?.double.flatMap { UInt64(exactly: $0) },
            updateError: comparison?["update_error"]?.double,
            projection: comparison?["projection"]?.double,
            foreignLoad: run.statistics["foreign_load"]?.double,
            disturbances: run.statistics["disturbances"]?.strings ?? [],
            isMarked: run.statistics["marked"] == .bool(true)
        )
    }
}

extension JSONValue {
    /// The texts among the elements, when this is an array.
    fileprivate var strings: [String]? {
        guard case .array(let elements) = self else { return nil }
        return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
