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
    private let codes: [TitleMatch.Side: MemoryFile]
    private let report: (Judge.Progress) -> Void
    private var pairs: [MatchPair] = []

    /// - Parameters:
    ///   - plan: What to judge.
    ///   - challenger: The bytes of the challenger's code.
    ///   - champion: Those of the champion's.
    ///   - isolation: Where sandboxes come from.
    ///   - report: Is told each step on the calling thread.
    ///   - keepLog: Is given what a contestant printed, and the name to keep it by.
    /// - Throws: A `Verdict` with the code `bad_plan` when the plan does not fit.
    package init(
        plan: MatchPlan,
        challenger: Data,
        champion: Data,
        isolation: any Isolation,
        report: @escaping (Judge.Progress) -> Void = { _ in },
        keepLog: @escaping ([UInt8], String) -> Void = { _, _ in }
    ) throws {
        if let problem = plan.problem(challenger: challenger, champion: champion) { throw Verdict(.badPlan, problem) }
        guard let rule = plan.preset.crown.match else { throw Verdict(.badPlan, "the rules know no title match") }
        self.plan = plan
        self.rule = rule
        self.report = report
        codes = [
            .challenger: try MemoryFile(named: "submission", holding: Array(challenger)),
            .champion: try MemoryFile(named: "submission", holding: Array(champion)),
        ]
        bench = Bench(preset: plan.preset, isolation: isolation, references: nil, peakFlops: nil, keepLog: keepLog)
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
        let pools = codes.mapValues(bench.makePool)
        defer { for pool in pools.values { pool.end() } }
        try bench.prepare(try pool(of: first(ofPair: 0), in: pools))
        report(.prepared)
        var match = makeMatch()
        while match.outcome == nil {
            try fightPair(&match, pools)
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

    private func fightPair(_ match: inout TitleMatch, _ pools: [TitleMatch.Side: ContestantPool]) throws {
        let index = pairs.count
        let first = first(ofPair: index)
        let second: TitleMatch.Side = first == .challenger ? .champion : .challenger
        let next = index + 1 < match.rule.mostPairs ? self.first(ofPair: index + 1) : nil
        let arms = [
            first: try run(first, pair: index, next: second, pools),
            second: try run(second, pair: index, next: next, pools),
        ]
        let (challenger, champion) = (arms[.challenger] ?? .init(), arms[.champion] ?? .init())
        let margin = match.margin
        match.take(
            TitleMatch.sign(challenger: challenger.nanoseconds, champion: champion.nanoseconds, margin: margin)
        )
        let lead = challenger.nanoseconds.flatMap { challenger in
            champion.nanoseconds.map { TitleMatch.lead(challenger: challenger, champion: $0, margin: margin) }
        }
        pairs.append(
            MatchPair(
                index: index,
                first: first,
                challenger: challenger,
                champion: champion,
                lead: lead,
                sign: match.signs.last ?? 0,
                evidence: match.evidence,
                evidenceAgainst: match.evidenceAgainst
            )
        )
        report(
            .paired(
                pair: index,
                challenger: challenger.run?.tokensPerSecond,
                champion: champion.run?.tokensPerSecond,
                sign: match.signs.last ?? 0,
                evidence: match.evidence
            )
        )
    }

    /// Has one side of a pair run.
    ///
    /// - Returns: The run, or why it is lost: what a submission does wrong costs it the pair.
    /// - Throws: A `Verdict` when the machine failed.
    private func run(
        _ side: TitleMatch.Side,
        pair: Int,
        next: TitleMatch.Side?,
        _ pools: [TitleMatch.Side: ContestantPool]
    ) throws -> MatchPair.Arm {
        let order = Bench.Order(
            index: pair,
            seed: Seeds.pair(pair, ofMatch: plan.seed),
            pool: try pool(of: side, in: pools),
            next: try next.map { try pool(of: $0, in: pools) },
            log: "\(side.rawValue)-\(pair)",
            holdsReference: true
        )
        do {
            let record = try bench.run(order) { _ in }
            let breach = record.statistics.flatMap {
                Verification.firstBreach($0, limits: plan.preset.verification)
            }
            return MatchPair.Arm(run: record, failure: breach)
        } catch let verdict as Verdict where verdict.responsibility == .competitor {
            return MatchPair.Arm(run: nil, failure: verdict)
        }
    }

    private func first(ofPair pair: Int) -> TitleMatch.Side { Seeds.first(ofPair: pair, ofMatch: plan.seed) }

    private func pool(of side: TitleMatch.Side, in pools: [TitleMatch.Side: ContestantPool]) throws -> ContestantPool {
        guard let pool = pools[side] else { throw Verdict(.badPlan, "the plan has no \(side.rawValue)") }
        return pool
    }
}
