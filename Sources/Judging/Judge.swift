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
        /// A pair of a title match was fought; tokens a second of each side, missing when it failed.
        case paired(pair: Int, challenger: Double?, champion: Double?, sign: Int, evidence: Double)
        case ended(VerdictCode)
    }

    let bench: Bench
    let plan: Plan
    private let code: [UInt8]
    private let report: (Progress) -> Void
    private let keepLog: ([UInt8], String) -> Void
    var runs: [RunRecord] = []

    var preset: Preset { plan.preset }

    /// - Parameters:
    ///   - plan: What to judge.
    ///   - code: The submission's bytes, which have to have the hash that the plan names.
    ///   - isolation: Where sandboxes come from.
    ///   - standby: A bench that was made ready for the job, if there is one.
    ///   - references: Where results of reference trainings are kept; without it each evaluation trains its own.
    ///   - report: Is told each step on the calling thread.
    ///   - keepLog: Is given what the contestant of a run printed, and the name to keep it by.
    /// - Throws: A `Verdict` with the code `bad_plan` when the plan does not fit.
    package init(
        plan: Plan,
        code: Data,
        isolation: any Isolation,
        standby: StandbyBench? = nil,
        references: ReferenceCache? = nil,
        report: @escaping (Progress) -> Void = { _ in },
        keepLog: @escaping ([UInt8], String) -> Void = { _, _ in }
    ) throws {
        if let problem = plan.problem(code: Array(code)) { throw Verdict(.badPlan, problem) }
        self.plan = plan
        self.report = report
        self.keepLog = keepLog
        self.code = Array(code)
        bench = .make(
            preset: plan.preset,
            standby: standby,
            isolation: isolation,
            references: references,
            peakFlops: plan.peakFlops
        )
    }

    /// Judges.
    ///
    /// Whatever goes wrong becomes a verdict.
    package func evaluate() -> EvaluationResult {
        bench.processors.confineHost()
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
        try bench.open()
        defer { bench.close() }
        try bench.measurePeak()
        try bench.prepare()
        report(.prepared)
        while runs.count < preset.runs + additionalRuns { try settle() }
        try requireScoreWithinBounds()
        let rate = measuredScore?.tokensPerSecond ?? 0
        return Verdict(
            .accepted,
            "all \(runs.count) runs were verified; the median is \(Int(rate.rounded())) tokens per second",
            numbers: marks.merging(["tokens_per_second": rate]) { $1 }
        )
    }

    /// Has the next run carried out and verified.
    private func settle() throws {
        let index = runs.count
        let isPlanned = index < plan.seeds.count
        let order = Bench.Order(
            index: index,
            seed: isPlanned ? plan.seeds[index] : Seeds.additional(to: plan.seeds, index: index),
            code: code,
            isFollowed: index + 1 < preset.runs + additionalRuns,
            keepLog: { [keepLog] in keepLog($0, "contestant-\(index)") }
        )
        let record = try bench.run(order) { timed in
            report(
                .ran(
                    run: index,
                    of: preset.runs,
                    nanoseconds: timed.nanoseconds,
                    tokensPerSecond: timed.tokensPerSecond
                )
            )
        }
        report(.verified(run: index, of: preset.runs, updateError: record.statistics?.updateError))
        runs.append(record)
        if let breach = record.statistics.flatMap({ Verification.firstBreach($0, limits: preset.verification) }) {
            throw breach
        }
    }

    /// What a reader of the board has to know about the machine: disturbed runs, and a machine that cannot keep every
    /// promise.
    private var marks: [String: Double] {
        ["marked_runs": Double(runs.filter(\.isMarked).count), "rankable": bench.rankable]
    }

    /// How many runs are due beside the plan's: one for each that was disturbed, as far as the rules go.
    private var additionalRuns: Int {
        let gate = preset.environmentGate
        return gate.mode == .strict ? min(gate.additionalRuns, runs.filter(\.isMarked).count) : 0
    }

    private func result(_ verdict: Verdict) -> EvaluationResult {
        EvaluationResult(
            evaluation: plan.evaluation,
            execution: plan.execution,
            submission: plan.submission,
            codeHash: plan.codeHash,
            presetHash: plan.presetHash,
            verdict: verdict,
            score: verdict.isAccepted ? measuredScore : nil,
            runs: runs,
            environment: bench.environment,
            phases: bench.timer.all,
            peakMemory: bench.peakMemory
        )
    }
}
