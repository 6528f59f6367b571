import Glibc

/// A contest for the crown as a pure state machine over pairs of runs.
///
/// Both arms of a pair run on the same host, one right after the other, in an order drawn by chance, with the same seed. A
/// pair counts for the challenger when it was faster by more than the margin. Between equals, order being chance, either
/// sign is as likely whatever the host does meanwhile, and the margin only makes the challenger's less so: the evidence is
/// exact without any assumption about noise.
package struct TitleMatch: Sendable, Hashable {
    /// Who takes part.
    package enum Side: String, Sendable, Hashable, Codable, CaseIterable {
        case challenger, champion
    }

    /// How a match ends.
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// The challenger is better by the margin, as surely as the board asks: it takes the crown.
        case crowned
        /// The evidence says that it is not.
        case futile
        /// All pairs were fought without an answer; the champion keeps the crown.
        case exhausted
        /// In one of the pairs the challenger's training was not the training, or it broke the protocol.
        case forfeited
    }

    /// The improvement that counts, as a fraction of the champion's speed.
    package let margin: Double
    /// How the match is fought.
    package let rule: TitleMatchRule
    /// The error probability that this match may have, from ``ErrorBudget``.
    package let errorShare: Double
    /// The sign of each pair so far: 1 for the challenger, -1 for the champion, 0 for none.
    package private(set) var signs: [Int] = []
    /// How the match ended, or nil while it goes on.
    package private(set) var outcome: Outcome?

    private var challenger = SignProcess()
    private var champion = SignProcess()

    /// Makes a match before its first pair.
    ///
    /// - Parameters:
    ///   - margin: The improvement that counts, as a fraction of the champion's speed.
    ///   - rule: How the match is fought.
    ///   - errorShare: The error probability that it may have, above 0.
    package init(margin: Double, rule: TitleMatchRule, errorShare: Double) {
        self.margin = margin
        self.rule = rule
        self.errorShare = errorShare
    }

    /// The evidence that the challenger is better by the margin.
    package var evidence: Double { challenger.evidence }
    /// The evidence that it is not.
    package var evidenceAgainst: Double { champion.evidence }
    /// The evidence that takes the crown.
    package var evidenceNeeded: Double { 1 / errorShare }

    /// Takes the next pair.
    ///
    /// - Parameter sign: 1 when the pair counts for the challenger, -1 for the champion, 0 for neither.
    /// - Returns: How the match ended with this pair, or nil when it goes on.
    @discardableResult
    package mutating func take(_ sign: Int) -> Outcome? {
        precondition(outcome == nil, "the match has ended")
        signs.append(sign.signum())
        challenger.take(sign)
        champion.take(-sign)
        if evidence >= evidenceNeeded {
            outcome = .crowned
        } else if evidenceAgainst >= rule.futility {
            outcome = .futile
        } else if signs.count >= rule.mostPairs {
            outcome = .exhausted
        }
        return outcome
    }

    /// Ends the match with a pair in which the challenger broke the rules; it counts for the champion.
    ///
    /// Losing no more than the pair, a cheat that is found out now and then would win in the long run.
    package mutating func forfeit() {
        precondition(outcome == nil, "the match has ended")
        signs.append(-1)
        challenger.take(-1)
        champion.take(1)
        outcome = .forfeited
    }

    /// Returns by how much the challenger was faster beyond the margin: the logarithm of the ratio of speeds, less the
    /// margin's.
    ///
    /// - Parameters:
    ///   - challenger: The challenger's time of a pair, in nanoseconds.
    ///   - champion: The champion's, for the same work.
    ///   - margin: The improvement that counts, as a fraction.
    /// - Returns: Above 0 when the pair counts for the challenger.
    package static func lead(challenger: UInt64, champion: UInt64, margin: Double) -> Double {
        log(Double(champion) / Double(challenger)) - log1p(margin)
    }

    /// Returns the sign of a pair.
    ///
    /// A side that failed has lost it; when both failed, it says nothing.
    ///
    /// - Parameters:
    ///   - challenger: The challenger's time in nanoseconds, or nil when it failed.
    ///   - champion: The champion's, or nil when it failed.
    ///   - margin: The improvement that counts, as a fraction.
    /// - Returns: 1, -1 or 0.
    package static func sign(challenger: UInt64?, champion: UInt64?, margin: Double) -> Int {
        switch (challenger, champion) {
        case (nil, nil): 0
        case (nil, _): -1
        case (_, nil): 1
        case (let challenger?, let champion?):
            switch lead(challenger: challenger, champion: champion, margin: margin) {
            case let lead where lead > 0: 1
            case let lead where lead < 0: -1
            default: 0
            }
        }
    }
}
