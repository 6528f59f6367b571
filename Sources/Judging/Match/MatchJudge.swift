package import FoundationEssentials
import Rules
package import Sandbox

/// One title match from plan to outcome.
///
/// It blocks, and owns the clock, the seeds and the outcome, as ``Judge`` does for an evaluation.
package final class MatchJudge {
    let bench: Bench
    let plan: MatchPlan
    private let rule: TitleMatchRule
    let challenger: [UInt8]
    let champion: [UInt8]
    private let report: (Judge.Progress) -> Void
    private var pairs: [MatchPair]
    /// Bytes of logs kept so far, by side.
    var keptLog: [TitleMatch.Side: Int] = [:]
    let keepLog: ([UInt8], String) -> Void

    /// - Parameters:
    ///   - plan: What to judge.
    ///   - challenger: The bytes of the challenger's code.
    ///   - champion: Those of the champion's.
    ///   - isolation: Where sandboxes come from.
    ///   - standby: A bench that was made ready for the job, if there is one.
    ///   - report: Is told each step on the calling thread.
    ///   - keepLog: Is given what a contestant printed, and the name to keep it by.
    /// - Throws: A `Verdict` with the code `bad_plan` when the plan does not fit.
    package init(
        plan: MatchPlan,
        challenger: Data,
        champion: Data,
        isolation: any Isolation,
        standby: StandbyBench? = nil,
        report: @escaping (Judge.Progress) -> Void = { _ in },
        keepLog: @escaping ([UInt8], String) -> Void = { _, _ in }
    ) throws {
        if let problem = plan.problem(challenger: challenger, champion: champion) { throw Verdict(.badPlan, problem) }
        guard let rule = plan.preset.crown.match else { throw Verdict(.badPlan, "the rules know no title match") }
        self.plan = plan
        self.rule = rule
        self.report = report
        self.keepLog = keepLog
        pairs = plan.prior
        self.challenger = Array(challenger)
        self.champion = Array(champion)
        bench = .make(
            preset: plan.preset,
            standby: standby,
            isolation: isolation,
            references: nil,
            peakFlops: nil
        )
    }

    /// Fights the match.
    ///
    /// Whatever goes wrong becomes a lost pair, when a submission did it, or the match's failure.
    package func decide() -> MatchResult {
        bench.processors.confineHost()
        var outcome: TitleMatch.Outcome?
        var failure: Verdict?
        do {
            outcome = try fight()
        } catch let verdict as Verdict {
            failure = verdict
        } catch {
            failure = Verdict(.sandboxFailed, "the sandbox failed: \(error)")
        }
        return MatchResult(
            answering: plan,
            outcome: outcome,
            failure: failure,
            pairs: pairs,
            environment: bench.environment,
            phases: bench.timer.all
        )
    }

    private func fight() throws -> TitleMatch.Outcome? {
        try bench.open()
        defer { bench.close() }
        try bench.prepare()
        report(.prepared)
        var match = makeMatch()
        for pair in plan.prior where match.outcome == nil { match.take(pair.sign) }
        while match.outcome == nil {
            try fightPair(&match)
        }
        return plan.fixedPairs == nil ? match.outcome : nil
    }

    /// The rules' own match, or one that nothing but its length ends.
    private func makeMatch() -> TitleMatch {
        var rule = rule
        var errorShare = plan.errorShare
        if let pairs = plan.fixedPairs {
            rule.mostPairs = pairs
            rule.futility = .infinity
            errorShare = 0
        }
        return TitleMatch(margin: plan.preset.crown.fraction, rule: rule, errorShare: errorShare)
    }

    private func fightPair(_ match: inout TitleMatch) throws {
        let index = pairs.count
        let first = first(ofPair: index)
        let second: TitleMatch.Side = first == .challenger ? .champion : .challenger
        let isFollowed = index + 1 < match.rule.mostPairs
        let arms =
            try rule.slice.map { try duel([first, second], pair: index, isFollowed: isFollowed, $0) }
            ?? [
                first: try run(first, pair: index, isFollowed: true),
                second: try run(second, pair: index, isFollowed: isFollowed),
            ]
        let (challenger, champion) = (arms[.challenger] ?? .init(), arms[.champion] ?? .init())
        let lead = challenger.nanoseconds.flatMap { challenger in
            champion.nanoseconds.map { TitleMatch.lead(challenger: challenger, champion: $0, margin: match.margin) }
        }
        var pair = MatchPair(
            index: index,
            attempt: plan.attempt,
            first: first,
            challenger: challenger,
            champion: champion,
            lead: lead,
            sign: 0,
            evidence: match.evidence,
            evidenceAgainst: match.evidenceAgainst
        )
        pair.settle(in: &match)
        pair.sign = match.signs.last ?? 0
        pair.evidence = match.evidence
        pair.evidenceAgainst = match.evidenceAgainst
        pairs.append(pair)
        report(
            .paired(
                pair: index,
                challenger: challenger.run?.tokensPerSecond,
                champion: champion.run?.tokensPerSecond,
                sign: pair.sign,
                evidence: pair.evidence
            )
        )
    }
}
