import Foundation
import Rules
import TestSupport

@testable import Judging

/// Results by script whose stamps, statistics, scores and verdicts follow from each other and from the plan's seeds.
enum ScriptedFigures {
    /// The result of an evaluation that the word stands for.
    static func result(_ word: String, _ plan: Plan) throws -> EvaluationResult {
        if word == "busy" { return EvaluationResult(refusing: plan, Verdict(.hostBusy, "the host is busy")) }
        let rate = Double(word) ?? 1
        var result = EvaluationResult(refusing: plan, Verdict(.accepted, "fine"))
        result.environment.isRankable = true
        result.runs = try plan.seeds.enumerated().map { index, seed in
            let tokens = plan.preset.workload.tokens(steps: Seeds.steps(of: seed, preset: plan.preset))
            let isBad = word == "reject" && index == plan.seeds.count - 1
            return try ScriptedRun.make(index, tokens: tokens, rate: rate, updateError: isBad ? 0.5 : 1e-6)
        }
        let last = result.runs.last?.statistics
        if let breach = last.flatMap({ Verification.firstBreach($0, limits: plan.preset.verification) }) {
            result.verdict = breach
        } else {
            result.score = result.runs.map(\.tokensPerSecond).medianLow().map { Score(tokensPerSecond: $0) }
        }
        return result
    }

    /// The next pair of a match.
    static func pair(_ isWon: Bool, breaks: Bool, in match: inout TitleMatch, _ plan: MatchPlan) throws -> MatchPair {
        let index = match.signs.count
        let seed = Seeds.pair(index, ofMatch: plan.seed)
        let tokens = plan.preset.workload.tokens(steps: Seeds.steps(of: seed, preset: plan.preset))
        let first = Seeds.first(ofPair: index, ofMatch: plan.seed)
        let (early, late) = first == .challenger ? (0, 1) : (1, 0)
        let challenger = try ScriptedRun.make(
            early,
            tokens: tokens,
            rate: isWon ? 1100 : 900,
            updateError: breaks ? 0.5 : 1e-6
        )
        let champion = try ScriptedRun.make(late, tokens: tokens, rate: 1000)
        let breach = challenger.statistics.flatMap {
            Verification.firstBreach($0, limits: plan.preset.verification)
        }
        let lead = TitleMatch.lead(
            challenger: challenger.nanoseconds,
            champion: champion.nanoseconds,
            margin: match.margin
        )
        var pair = MatchPair(
            index: index,
            attempt: plan.attempt,
            first: first,
            challenger: MatchPair.Arm(run: challenger, failure: breach),
            champion: MatchPair.Arm(run: champion),
            lead: breach == nil ? lead : nil,
            sign: 0,
            evidence: 1,
            evidenceAgainst: 1
        )
        pair.settle(in: &match)
        pair.sign = match.signs.last ?? 0
        (pair.evidence, pair.evidenceAgainst) = (match.evidence, match.evidenceAgainst)
        return pair
    }
}
