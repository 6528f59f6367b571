import Judging
import Rules

/// Computes an evaluation's figures anew from its stamps and statistics, and holds them against what it says.
///
/// Numbers are compared exactly: the same operations on the same numbers give the same bits.
struct EvaluationArithmetic {
    let result: EvaluationResult
    let preset: Preset

    typealias Problem = (code: EvidenceProblem.Code, sentence: String)

    /// The first thing that does not follow, or nil.
    var problem: Problem? { runProblem ?? verdictProblem ?? scoreProblem }

    private var verdict: Verdict { result.verdict }

    /// What is wrong with the runs by themselves: their order, their clock.
    private var runProblem: Problem? {
        var last: UInt64 = 0
        for (place, run) in result.runs.enumerated() {
            guard run.index == place, run.tokens > 0, run.counted == nil else {
                return (.wrongRuns, "run \(run.index) with \(run.tokens) tokens stands in the place of run \(place)")
            }
            guard run.stopped >= run.started, run.started >= last else {
                return (
                    .clockBackwards,
                    "the clock went backwards: run \(place) was started at \(run.started) and stopped at \(run.stopped), "
                        + "after one that was stopped at \(last)"
                )
            }
            guard run.freezing <= run.nanoseconds else {
                return (.clockBackwards, "freezing run \(place) took longer than the run")
            }
            last = run.stopped
        }
        return nil
    }

    /// Whether the verdict is the one that the statistics and limits lead to.
    private var verdictProblem: Problem? {
        guard verdict.responsibility == verdict.code.responsibility else {
            return (.wrongVerdict, "\(verdict.code.rawValue) is nothing that the \(verdict.responsibility) has done")
        }
        for run in result.runs {
            guard let breach = run.statistics.flatMap({ Verification.firstBreach($0, limits: preset.verification) })
            else { continue }
            guard run.index == result.runs.count - 1, breach.code == verdict.code, breach.numbers == verdict.numbers
            else {
                return (
                    .wrongVerdict,
                    "run \(run.index) is \(breach.code.rawValue), the verdict is not: \(verdict.code.rawValue)"
                )
            }
            return nil
        }
        if Self.fromStatistics.contains(verdict.code) {
            return (.wrongVerdict, "the verdict is \(verdict.code.rawValue), and no run breaks a limit")
        }
        return verdict.isAccepted ? acceptanceProblem : nil
    }

    /// Whether everything is there that an accepted evaluation needs.
    private var acceptanceProblem: Problem? {
        if let run = result.runs.first(where: { $0.statistics == nil }) {
            return (.wrongVerdict, "run \(run.index) was not verified, and the evaluation is accepted")
        }
        let marked = result.runs.filter(\.isMarked).count
        guard result.runs.count == preset.runs + additionalRuns(marked: marked) else {
            return (
                .wrongRuns,
                "there are \(result.runs.count) runs; the rules ask for \(preset.runs), and \(marked) are marked"
            )
        }
        let numbers = verdict.numbers
        guard (numbers["marked_runs"] ?? 0) == Double(marked),
            (numbers["rankable"] ?? 1) == (result.environment.isRankable ? 1 : 0)
        else { return (.wrongVerdict, "the marks beside the verdict are not those of its \(marked) marked runs") }
        return nil
    }

    private func additionalRuns(marked: Int) -> Int {
        let gate = preset.environmentGate
        return gate.mode == .strict ? min(gate.additionalRuns, marked) : 0
    }

    /// Whether the score follows from the stamps, and the rules take it.
    private var scoreProblem: Problem? {
        guard verdict.isAccepted else {
            return result.score == nil ? nil : (.wrongScore, "\(verdict.code.rawValue) has a score")
        }
        guard let rate = result.runs.map(\.tokensPerSecond).medianLow(), let score = result.score else {
            return (.wrongScore, "an accepted evaluation has runs and a score")
        }
        guard score.tokensPerSecond == rate, (verdict.numbers["tokens_per_second"] ?? rate) == rate else {
            return (.wrongScore, "the runs come to \(rate) tokens per second, the score says \(score.tokensPerSecond)")
        }
        guard score.mfu == mfu(at: rate) else {
            return (.wrongScore, "the MFU is \(text(mfu(at: rate))), the score says \(text(score.mfu))")
        }
        guard let value = score.value(for: preset.metric), let bounds = preset.score else { return nil }
        if value < bounds.least ?? value || value > bounds.most ?? value {
            return (.wrongScore, "the score \(value) is outside what the rules take")
        }
        return nil
    }

    private func mfu(at rate: Double) -> Double? {
        let environment = result.environment
        return environment.flopsPerToken.flatMap { flops in
            (preset.score?.peakFlops ?? environment.peakFlops).map {
                ModelFlops.mfu(tokensPerSecond: rate, flopsPerToken: flops, peak: $0)
            }
        }
    }

    private func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "unknown" }

    /// The verdicts that nothing but statistics lead to.
    private static let fromStatistics: Set<VerdictCode> = [
        .nonFiniteWeights, .updateError, .projection, .tensorUpdateError, .tensorProjection, .firstMoment,
        .secondMoment, .tensorFirstMoment, .rowUpdateError,
    ]
}
