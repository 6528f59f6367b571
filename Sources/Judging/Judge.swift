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
    let references: ReferenceCache?
    private let code: MemoryFile
    let report: (Progress) -> Void
    let keepLog: ([UInt8], Int) -> Void
    var timer = PhaseTimer()
    var runs: [RunRecord] = []
    private var peakMemory: [String: Int] = [:]
    var description: RefereeDescription?
    var peakFlops: Double?

    var preset: Preset { plan.preset }

    /// - Parameters:
    ///   - plan: What to judge.
    ///   - code: The submission's bytes, which have to have the hash that the plan names.
    ///   - isolation: Where sandboxes come from.
    ///   - references: Where results of reference trainings are kept; without it each evaluation trains its own.
    ///   - report: Is told each step on the calling thread.
    ///   - keepLog: Is given what the contestant of a run printed.
    /// - Throws: A `Verdict` with the code `bad_plan` when the plan does not fit.
    package init(
        plan: Plan,
        code: Data,
        isolation: any Isolation,
        references: ReferenceCache? = nil,
        report: @escaping (Progress) -> Void = { _ in },
        keepLog: @escaping ([UInt8], Int) -> Void = { _, _ in }
    ) throws {
        if let problem = plan.problem(code: Array(code)) { throw Verdict(.badPlan, problem) }
        self.plan = plan
        self.isolation = isolation
        self.references = references
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
        try requireFitMachine()
        let referee = try timer.time("setup") { try makeReferee() }
        defer { note(referee.end()?.peakMemoryBytes, for: "referee") }
        if peakFlops == nil, !usesAccelerator {
            peakFlops = try timer.time("peak") {
                try PeakMeasurement.measure(isolation: isolation, preset: preset, processors: processors.contestant)
            }
        }
        let pool = ContestantPool(processors: processors) { [isolation, preset, code] in
            try Contestant(isolation: isolation, preset: preset, code: code, processors: $0)
        }
        defer { pool.end() }
        let sizes = try timer.time("setup") {
            try pool.prepare()
            return try referee.describe(preset)
        }
        description = sizes
        if usesAccelerator {
            peakFlops = sizes.device.flatMap { DevicePeak.flops(of: $0, precision: preset.workload.precision) }
        }
        report(.prepared)
        let bench = Bench(pool: pool, referee: referee, sizes: sizes)
        while runs.count < preset.runs + additionalRuns { try settle(bench) }
        try requireScoreWithinBounds()
        let rate = measuredScore?.tokensPerSecond ?? 0
        return Verdict(
            .accepted,
            "all \(runs.count) runs were verified; the median is \(Int(rate.rounded())) tokens per second",
            numbers: marks.merging(["tokens_per_second": rate]) { $1 }
        )
    }

    /// Has one run carried out and verified.
    private func settle(_ bench: Bench) throws {
        let record = try run(runs.count, bench)
        runs.append(record)
        if let breach = record.statistics.flatMap({ Verification.firstBreach($0, limits: preset.verification) }) {
            throw breach
        }
    }

    /// How many runs are due beside the plan's: one for each that was disturbed, as far as the rules go.
    var additionalRuns: Int {
        let gate = preset.environmentGate
        return gate.mode == .strict ? min(gate.additionalRuns, runs.filter(\.isMarked).count) : 0
    }

    private var usesAccelerator: Bool { preset.workload.model.device == .cuda }

    private func makeReferee() throws -> Referee {
        try Referee(
            isolation: isolation,
            mounts: preset.workload.model.assets.isEmpty ? [] : [HarnessResource.assetsMount],
            usesAccelerator: usesAccelerator,
            limits: Limits(
                processors: processors.host,
                memoryBytes: max(2 << 30, 2 * preset.contestant.memory.bytes),
                processes: 64,
                // Trusted code: memory limits it, and patience. The files are what it hands out, of the model's size.
                fileBytes: 1 << 40,
                temporaryBytes: 1 << 28,
                processorSeconds: 1_000_000
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
        return EvaluationResult(
            evaluation: plan.evaluation,
            execution: plan.execution,
            submission: plan.submission,
            codeHash: plan.codeHash,
            presetHash: plan.presetHash,
            verdict: verdict,
            score: verdict.isAccepted ? measuredScore : nil,
            runs: runs,
            environment: environment,
            phases: timer.all,
            peakMemory: peakMemory
        )
    }
}
