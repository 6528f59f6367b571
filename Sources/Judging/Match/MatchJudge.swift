package import FoundationEssentials
import Rules
package import Sandbox

/// One title match from plan to outcome.
///
/// It blocks, and owns the clock, the seeds and the outcome, as ``Judge`` does for an evaluation.
package final class MatchJudge {
    private let bench: Bench
    private let plan: MatchPlan
    private let rule: TitleMatchRule
    private let challenger: [UInt8]
    private let champion: [UInt8]
    private let report: (Judge.Progress) -> Void
    private var pairs: [MatchPair]
    /// Bytes of logs kept so far, by side.
    private var keptLog: [TitleMatch.Side: Int] = [:]
    private let keepLog: ([UInt8], String) -> Void

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

    /// Has one side of a pair run.
    ///
    /// - Returns: The run, or why it is lost: what a submission does wrong costs it the pair.
    /// - Throws: A `Verdict` when the machine failed.
    private func run(_ side: TitleMatch.Side, pair: Int, isFollowed: Bool) throws -> MatchPair.Arm {
        let order = Bench.Order(
            index: pair,
            seed: Seeds.pair(pair, ofMatch: plan.seed),
            code: code(of: side),
            isFollowed: isFollowed,
            keepLog: { [weak self] in self?.keep($0, of: side, pair: pair) },
            sharesReference: true
        )
        do {
            return verified(try bench.run(order) { _ in })
        } catch let verdict as Verdict where verdict.responsibility == .competitor {
            return MatchPair.Arm(run: nil, failure: verdict)
        }
    }

    /// Has both sides of a pair run, a slice of each in turn.
    ///
    /// - Returns: The runs, or why they are lost.
    /// - Throws: A `Verdict` when the machine failed.
    private func duel(
        _ sides: [TitleMatch.Side],
        pair: Int,
        isFollowed: Bool,
        _ slice: Seconds
    ) throws -> [TitleMatch.Side: MatchPair.Arm] {
        let duel = Bench.Duel(
            index: pair,
            seed: Seeds.pair(pair, ofMatch: plan.seed),
            sides: sides.map { side in
                Bench.Duel.Side(
                    code: code(of: side),
                    keepLog: { [weak self] in self?.keep($0, of: side, pair: pair) }
                )
            },
            slice: slice.duration,
            isFollowed: isFollowed
        )
        let arms = try bench.duel(duel).map { end in
            switch end {
            case .success(let record): verified(record)
            case .failure(let verdict): MatchPair.Arm(run: nil, failure: verdict)
            }
        }
        return Dictionary(zip(sides, arms)) { first, _ in first }
    }

    /// A run with what is wrong with it, if anything is.
    private func verified(_ record: RunRecord) -> MatchPair.Arm {
        var record = record
        let breach = record.statistics.flatMap { Verification.firstBreach($0, limits: plan.preset.verification) }
        if breach == nil { record.statistics = record.statistics?.condensed }
        return MatchPair.Arm(run: record, failure: breach ?? implausible(record))
    }

    /// A speed that the rules do not believe, where they bound tokens a second.
    private func implausible(_ run: RunRecord) -> Verdict? {
        guard plan.preset.metric == .tps, let most = plan.preset.score?.most, run.tokensPerSecond > most else {
            return nil
        }
        return Verdict(
            .scoreImplausible,
            "the run was faster than this contest believes possible",
            numbers: ["score": run.tokensPerSecond, "score_most": most]
        )
    }

    /// Keeps what a side prints, up to the log limit of one evaluation's run for the whole match.
    private func keep(_ log: [UInt8], of side: TitleMatch.Side, pair: Int) {
        let kept = keptLog[side, default: 0] + log.count
        guard kept <= plan.preset.contestant.log.bytes else { return }
        keptLog[side] = kept
        keepLog(log, "\(side.rawValue)-\(pair)")
    }

    private func code(of side: TitleMatch.Side) -> [UInt8] { side == .challenger ? challenger : champion }

    private func first(ofPair pair: Int) -> TitleMatch.Side { Seeds.first(ofPair: pair, ofMatch: plan.seed) }
}
