package import FoundationEssentials
import Rules
package import Sandbox

/// One evaluation from plan to verdict.
///
/// It blocks, and owns the clock, the seeds and the verdict.
package final class Judge {
    /// A step of an evaluation, for whoever watches.
    package enum Progress: Sendable, Hashable, Codable {
        /// The referee knows the workload.
        case prepared
        /// A run counts from 0; nanoseconds of wall time.
        case ran(run: Int, of: Int, nanoseconds: UInt64, tokensPerSecond: Double)
        /// The run's output was compared with the reference.
        case verified(run: Int, of: Int, updateError: Double?)
        case ended(VerdictCode)
    }

    let isolation: any Isolation
    let processors: Processors
    let plan: Plan
    private let code: MemoryFile
    let report: (Progress) -> Void
    let keepLog: ([UInt8], Int) -> Void
    var timer = PhaseTimer()
    var runs: [RunRecord] = []
    private var peakMemory: [String: Int] = [:]
    private var description: RefereeDescription?
    private var peakFlops: Double?

    var preset: Preset { plan.preset }

    /// - Parameters:
    ///   - plan: What to judge.
    ///   - code: The submission's bytes, which have to have the hash that the plan names.
    ///   - isolation: Where sandboxes come from.
    ///   - report: Is told each step on the calling thread.
    ///   - keepLog: Is given what the contestant of a run printed.
    /// - Throws: A `Verdict` with the code `bad_plan` when the plan does not fit.
    package init(
        plan: Plan,
        code: Data,
        isolation: any Isolation,
        report: @escaping (Progress) -> Void = { _ in },
        keepLog: @escaping ([UInt8], Int) -> Void = { _, _ in }
    ) throws {
        if let problem = plan.problem(code: Array(code)) { throw Verdict(.badPlan, problem) }
        self.plan = plan
        self.isolation = isolation
        self.report = report
        self.keepLog = keepLog
        self.code = try MemoryFile(named: "submission", holding: Array(code))
        processors = .divide(cores: plan.preset.contestant.cores)
        peakFlops = plan.peakFlops
    }

    /// Judges.
    ///
    /// Whatever goes wrong becomes a verdict.
    package func evaluate() -> EvaluationResult {
        processors.confineHost()
        let verdict: Verdict
        do {
            verdict = try judge()
        } catch let failure as Verdict {
            verdict = failure
        } catch {
            verdict = Verdict(.sandboxFailed, "the sandbox failed: \(error)")
        }
        report(.ended(verdict.code))
        return result(verdict)
    }

    private func judge() throws -> Verdict {
        if preset.environmentGate == .strict, let reason = degradations.first(where: \.forbidsRanking) {
            throw Verdict(.notRankable, "times of this machine may not be ranked: \(reason.sentence)")
        }
        let referee = try timer.time("setup") { try makeReferee() }
        defer { note(referee.end()?.peakMemoryBytes, for: "referee") }
        if peakFlops == nil {
            peakFlops = try timer.time("peak") {
                try PeakMeasurement.measure(isolation: isolation, preset: preset, processors: processors.contestant)
            }
        }
        // Importing torch takes seconds: each contestant is started early, while others have work on other processors.
        var next = try timer.time("setup") { try makeContestant() }
        defer { try? next.end() }
        let sizes = try timer.time("setup") { try referee.describe(preset) }
        description = sizes
        report(.prepared)
        for index in 0..<preset.runs {
            let record = try run(index, next, referee: referee, sizes: sizes) {
                if index + 1 < preset.runs { next = try makeContestant() }
            }
            if let breach = record.statistics.flatMap({ Verification.firstBreach($0, limits: preset.verification) }) {
                throw breach
            }
        }
        let rate = runs.map(\.tokensPerSecond).medianLow() ?? 0
        return Verdict(
            .accepted,
            "all \(runs.count) runs were verified; the median is \(Int(rate.rounded())) tokens per second",
            numbers: marks.merging(["tokens_per_second": rate]) { $1 }
        )
    }

    private func makeContestant() throws -> Contestant {
        try Contestant(isolation: isolation, preset: preset, code: code, processors: processors.contestant)
    }

    private func makeReferee() throws -> Referee {
        try Referee(
            isolation: isolation,
            limits: Limits(
                processors: processors.host,
                memoryBytes: max(2 << 30, preset.contestant.memory.bytes),
                processes: 64,
                fileBytes: 1 << 30,
                temporaryBytes: 1 << 28,
                processorSeconds: 3600
            ),
            patience: .seconds(max(120, 10 * preset.contestant.runTime.value))
        )
    }

    func note(_ bytes: Int?, for role: String) {
        guard let bytes else { return }
        peakMemory[role] = max(bytes, peakMemory[role] ?? 0)
    }

    private func result(_ verdict: Verdict) -> EvaluationResult {
        peakMemory["host"] = Machine.ownPeakMemory
        let flops = description.map {
            ModelFlops.perToken(parameters: $0.parameters - $0.embeddingParameters, workload: preset.workload)
        }
        var score: Score?
        if verdict.isAccepted, let rate = runs.map(\.tokensPerSecond).medianLow() {
            let mfu = peakFlops.flatMap { peak in
                flops.map { ModelFlops.mfu(tokensPerSecond: rate, flopsPerToken: $0, peak: peak) }
            }
            score = Score(tokensPerSecond: rate, mfu: mfu)
        }
        return EvaluationResult(
            evaluation: plan.evaluation,
            execution: plan.execution,
            submission: plan.submission,
            codeHash: plan.codeHash,
            presetHash: plan.presetHash,
            verdict: verdict,
            score: score,
            runs: runs,
            environment: environment(flops: flops),
            phases: timer.all,
            peakMemory: peakMemory
        )
    }

    /// What a reader of the board has to know about the machine: runs beside other load, and a machine that cannot keep
    /// every promise.
    private var marks: [String: Double] {
        [
            "marked_runs": Double(runs.filter(\.isMarked).count),
            "rankable": degradations.contains(where: \.forbidsRanking) ? 0 : 1,
        ]
    }

    private var degradations: [Degradation] {
        guard !processors.isSeparate else { return isolation.degradations }
        let shared = Degradation(
            code: "shared_processor",
            sentence: "host and referee share processors with the contestant",
            forbidsRanking: true
        )
        return isolation.degradations + [shared]
    }

    private func environment(flops: Double?) -> EnvironmentRecord {
        EnvironmentRecord(
            isolation: isolation.name,
            degradations: degradations,
            isRankable: degradations.allSatisfy { !$0.forbidsRanking },
            contestantProcessors: processors.contestant,
            hostProcessors: processors.host,
            processor: Machine.processor,
            kernel: Machine.kernel,
            python: description?.python,
            torch: description?.torch,
            parameters: description?.parameters,
            flopsPerToken: flops,
            flopsFormula: ModelFlops.formula,
            peakFlops: peakFlops
        )
    }
}
