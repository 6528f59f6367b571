import Judging
import Rules

/// Fights a title match anew from its stamps and statistics, and holds what comes out against what it says.
///
/// Evidence is compared exactly. A lead is a logarithm, whose last digits differ between mathematical libraries.
struct MatchArithmetic {
    let result: MatchResult
    let preset: Preset
    /// The seed of each attempt that a pair names.
    let seeds: [Int: String]

    /// The first thing that does not follow, or nil.
    var problem: EvaluationArithmetic.Problem? {
        guard let rule = preset.crown.match, result.errorShare > 0, result.errorShare < 1 else {
            return (.wrongMatch, "the rules know no title match")
        }
        var match = TitleMatch(margin: preset.crown.fraction, rule: rule, errorShare: result.errorShare)
        var attempt = 1
        for (place, pair) in result.pairs.enumerated() {
            guard pair.index == place, pair.attempt >= attempt, match.outcome == nil else {
                return (
                    .wrongMatch,
                    "pair \(pair.index) of attempt \(pair.attempt) stands in the place of pair \(place), after attempt "
                        + "\(attempt) or the end of the match"
                )
            }
            attempt = pair.attempt
            if let problem = seedProblem(pair) ?? armProblem(pair) { return problem }
            pair.settle(in: &match)
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

    private func isLead(_ pair: MatchPair) -> Bool {
        guard let challenger = pair.challenger.nanoseconds, let champion = pair.champion.nanoseconds else {
            return pair.lead == nil
        }
        let lead = TitleMatch.lead(challenger: challenger, champion: champion, margin: preset.crown.fraction)
        return pair.lead.map { abs($0 - lead) <= 1e-12 } ?? false
    }

    /// Whether both sides did what the pair's seed asks for, in its order, and the clock went on.
    private func seedProblem(_ pair: MatchPair) -> EvaluationArithmetic.Problem? {
        guard let attempt = seeds[pair.attempt] else {
            return (.wrongMatch, "pair \(pair.index) is of no attempt at the match")
        }
        let tokens = preset.workload.tokens(
            steps: Seeds.steps(of: Seeds.pair(pair.index, ofMatch: attempt), preset: preset)
        )
        guard pair.first == Seeds.first(ofPair: pair.index, ofMatch: attempt) else {
            return (.wrongMatch, "in pair \(pair.index) \(pair.first.rawValue) ran first, which its seed does not say")
        }
        let arms = pair.first == .challenger ? [pair.challenger, pair.champion] : [pair.champion, pair.challenger]
        let runs = arms.compactMap(\.run)
        if let run = runs.first(where: { $0.tokens != tokens }) {
            return (.wrongTokens, "pair \(pair.index) has \(run.tokens) tokens; its seed asks for \(tokens)")
        }
        let isSliced = preset.crown.match?.slice != nil
        guard runs.allSatisfy({ isForwards($0) && ($0.counted != nil) == isSliced }),
            isSliced ? haveTakenTurns(runs) : haveFollowedEachOther(runs)
        else { return (.clockBackwards, "the clock went backwards in pair \(pair.index), or counts time twice") }
        return nil
    }

    private func isForwards(_ run: RunRecord) -> Bool {
        run.stopped > run.started && (run.counted ?? 1) > 0 && (run.counted ?? 0) <= run.stopped - run.started
    }

    /// Whether the second run began after the end of the first.
    private func haveFollowedEachOther(_ runs: [RunRecord]) -> Bool {
        zip(runs, runs.dropFirst()).allSatisfy { $0.stopped <= $1.started }
    }

    /// Whether both runs together took no more time than there was from the first slice to the last.
    private func haveTakenTurns(_ runs: [RunRecord]) -> Bool {
        guard let began = runs.map(\.started).min(), let ended = runs.map(\.stopped).max() else { return true }
        var left = ended - began
        for run in runs {
            guard run.nanoseconds <= left else { return false }
            left -= run.nanoseconds
        }
        return true
    }

    /// Whether each side lost its run for the reason that its statistics, or its speed, give.
    private func armProblem(_ pair: MatchPair) -> EvaluationArithmetic.Problem? {
        for arm in [pair.challenger, pair.champion] where !isSound(arm) {
            return (.wrongVerdict, "a run of pair \(pair.index) is said to be \(arm.failure?.code.rawValue ?? "fine")")
        }
        return nil
    }

    private func isSound(_ arm: MatchPair.Arm) -> Bool {
        guard let run = arm.run else { return arm.failure?.code.responsibility == .competitor }
        guard let statistics = run.statistics else { return false }
        if let breach = Verification.firstBreach(statistics, limits: preset.verification) {
            return breach.code == arm.failure?.code && breach.numbers == arm.failure?.numbers
        }
        return arm.failure.map(\.code) == (isBelievable(run) ? nil : .scoreImplausible)
    }

    /// Whether the rules believe a run's speed, where they bound tokens a second.
    private func isBelievable(_ run: RunRecord) -> Bool {
        guard preset.metric == .tps, let most = preset.score?.most else { return true }
        return run.tokensPerSecond <= most
    }
}
