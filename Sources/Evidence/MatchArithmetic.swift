import Judging
import Rules

/// Fights a title match anew from its stamps and statistics, and holds what comes out against what it says.
///
/// Evidence is compared exactly. A lead is a logarithm, whose last digits differ between mathematical libraries.
struct MatchArithmetic {
    let result: MatchResult
    let preset: Preset
    /// The seed of the match.
    let seed: String

    /// The first thing that does not follow, or nil.
    var problem: EvaluationArithmetic.Problem? {
        guard let rule = preset.crown.match, result.errorShare > 0, result.errorShare < 1 else {
            return (.wrongMatch, "the rules know no title match")
        }
        var match = TitleMatch(margin: preset.crown.fraction, rule: rule, errorShare: result.errorShare)
        for (place, pair) in result.pairs.enumerated() {
            guard pair.index == place, match.outcome == nil else {
                return (
                    .wrongMatch, "pair \(pair.index) stands in the place of pair \(place), after the end of the match"
                )
            }
            if let problem = stampProblem(pair) ?? armProblem(pair) { return problem }
            match.take(sign(pair))
            guard pair.sign == match.signs.last, pair.evidence == match.evidence,
                pair.evidenceAgainst == match.evidenceAgainst, isLead(pair)
            else {
                return (.wrongMatch, "pair \(place) leads to evidence \(match.evidence), it says \(pair.evidence)")
            }
        }
        guard let outcome = match.outcome, result.outcome == outcome, result.failure == nil else {
            return (.wrongMatch, "the pairs lead to \(match.outcome?.rawValue ?? "no end"), the match says otherwise")
        }
        return nil
    }

    private func sign(_ pair: MatchPair) -> Int {
        TitleMatch.sign(
            challenger: pair.challenger.nanoseconds,
            champion: pair.champion.nanoseconds,
            margin: preset.crown.fraction
        )
    }

    private func isLead(_ pair: MatchPair) -> Bool {
        guard let challenger = pair.challenger.nanoseconds, let champion = pair.champion.nanoseconds else {
            return pair.lead == nil
        }
        let lead = TitleMatch.lead(challenger: challenger, champion: champion, margin: preset.crown.fraction)
        return pair.lead.map { abs($0 - lead) <= 1e-12 } ?? false
    }

    /// Whether the clock went on, and both sides did what the pair's seed asks for, in its order.
    private func stampProblem(_ pair: MatchPair) -> EvaluationArithmetic.Problem? {
        let seed = Seeds.pair(pair.index, ofMatch: seed)
        let tokens = preset.workload.tokens(steps: Seeds.steps(of: seed, preset: preset))
        guard pair.first == Seeds.first(ofPair: pair.index, ofMatch: self.seed) else {
            return (.wrongMatch, "in pair \(pair.index) \(pair.first.rawValue) ran first, which its seed does not say")
        }
        let arms = pair.first == .challenger ? [pair.challenger, pair.champion] : [pair.champion, pair.challenger]
        var last: UInt64 = 0
        for run in arms.compactMap(\.run) {
            guard run.stopped >= run.started, run.started >= last else {
                return (.clockBackwards, "the clock went backwards in pair \(pair.index)")
            }
            guard run.tokens == tokens else {
                return (.wrongTokens, "pair \(pair.index) has \(run.tokens) tokens; its seed asks for \(tokens)")
            }
            last = run.stopped
        }
        return nil
    }

    /// Whether each side lost its run for the reason that its statistics give.
    private func armProblem(_ pair: MatchPair) -> EvaluationArithmetic.Problem? {
        for arm in [pair.challenger, pair.champion] {
            let breach = arm.run?.statistics.flatMap { Verification.firstBreach($0, limits: preset.verification) }
            let isSound =
                if arm.run == nil {
                    arm.failure?.code.responsibility == .competitor
                } else if let breach {
                    breach.code == arm.failure?.code && breach.numbers == arm.failure?.numbers
                } else {
                    arm.failure == nil && arm.run?.statistics != nil
                }
            guard isSound else {
                return (
                    .wrongVerdict, "a run of pair \(pair.index) is said to be \(arm.failure?.code.rawValue ?? "fine")"
                )
            }
        }
        return nil
    }
}
