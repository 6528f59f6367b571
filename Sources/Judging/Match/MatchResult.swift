package import Rules

/// Everything that a title match found out.
package struct MatchResult: Sendable, Hashable, Codable {
    /// The tokens of the plan that this answers.
    package var match: String
    package var execution: String
    package var challenger: MatchPlan.Entrant
    package var champion: MatchPlan.Entrant
    package var presetHash: String
    /// The error probability that the match was held to.
    package var errorShare: Double
    /// How it ended; missing when it did not come to an end.
    package var outcome: TitleMatch.Outcome?
    /// Why it did not come to an end: never a competitor's doing.
    package var failure: Verdict?
    /// All pairs, in order.
    package var pairs: [MatchPair]
    /// The machine and the software.
    package var environment: EnvironmentRecord
    /// Where the time went, in nanoseconds by phase.
    package var phases: [String: UInt64]

    enum CodingKeys: String, CodingKey {
        case match, execution, challenger, champion, outcome, failure, pairs, environment, phases
        case presetHash = "preset_hash"
        case errorShare = "error_share"
    }
}

extension MatchResult {
    /// The answer to a plan that could not even be begun.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - failure: Why.
    package init(refusing plan: MatchPlan, _ failure: Verdict) {
        self.init(answering: plan, outcome: nil, failure: failure, pairs: [], environment: .none, phases: [:])
    }

    init(
        answering plan: MatchPlan,
        outcome: TitleMatch.Outcome?,
        failure: Verdict?,
        pairs: [MatchPair],
        environment: EnvironmentRecord,
        phases: [String: UInt64]
    ) {
        self.init(
            match: plan.match,
            execution: plan.execution,
            challenger: plan.challenger,
            champion: plan.champion,
            presetHash: plan.presetHash,
            errorShare: plan.errorShare,
            outcome: outcome,
            failure: failure,
            pairs: pairs,
            environment: environment,
            phases: phases
        )
    }
}

extension MatchResult {
    /// What the challenger forfeited the match by, if it did.
    package var breach: Verdict? {
        outcome == .forfeited ? pairs.last?.challenger.failure : nil
    }

    /// Whether this is the answer to a plan, and its end is the one that its own pairs lead to.
    ///
    /// - Parameter plan: The plan.
    /// - Returns: False when anything does not fit.
    package func answers(_ plan: MatchPlan) -> Bool {
        guard match == plan.match, execution == plan.execution, challenger == plan.challenger,
            champion == plan.champion, presetHash == plan.presetHash, errorShare == plan.errorShare,
            pairs.starts(with: plan.prior), pairs.map(\.index) == Array(pairs.indices),
            let rule = plan.preset.crown.match
        else { return false }
        guard failure == nil else { return outcome == nil }
        var replay = TitleMatch(margin: plan.preset.crown.fraction, rule: rule, errorShare: errorShare)
        for pair in pairs {
            guard replay.outcome == nil else { return false }
            pair.settle(in: &replay)
            guard replay.signs.last == pair.sign else { return false }
        }
        return replay.outcome == outcome
    }
}

/// Two runs with the same seed, one right after the other.
package struct MatchPair: Sendable, Hashable, Codable {
    /// One side's run.
    package struct Arm: Sendable, Hashable, Codable {
        /// The run; missing when it did not end.
        package var run: RunRecord?
        /// Why the run does not count.
        package var failure: Verdict?

        /// The time that counts, in nanoseconds; `nil` when none does.
        package var nanoseconds: UInt64? {
            guard failure == nil, let run, run.nanoseconds > 0 else { return nil }
            return run.nanoseconds
        }
    }

    /// Counted from 0.
    package var index: Int
    /// The attempt at the match in which it was fought, counted from 1: the seed is that attempt's.
    package var attempt: Int
    /// Who ran first.
    package var first: TitleMatch.Side
    package var challenger: Arm
    package var champion: Arm
    /// By how much the challenger was faster beyond the margin, as a logarithm; missing when an arm failed.
    package var lead: Double?
    /// 1 when the pair counts for the challenger, -1 for the champion, 0 for neither.
    package var sign: Int
    /// The evidence for the challenger after this pair, and against it.
    package var evidence: Double
    package var evidenceAgainst: Double

    /// Lets a match take this pair.
    ///
    /// A challenger that breaks the rules forfeits the match. When the champion breaks the same rule under the same seed,
    /// the rule may be at fault, and the pair says nothing.
    ///
    /// - Parameter match: The match, before its end.
    package func settle(in match: inout TitleMatch) {
        if let breach = challenger.failure?.code, breach.forfeitsMatch, breach != champion.failure?.code {
            match.forfeit()
        } else {
            match.take(
                TitleMatch.sign(
                    challenger: challenger.nanoseconds,
                    champion: champion.nanoseconds,
                    margin: match.margin
                )
            )
        }
    }

    enum CodingKeys: String, CodingKey {
        case index, attempt, first, challenger, champion, lead, sign, evidence
        case evidenceAgainst = "evidence_against"
    }
}
