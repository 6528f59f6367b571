import Glibc

/// When a challenger takes the crown from the champion.
package struct CrownRule: Sendable, Hashable, Codable {
    /// The kinds of rule.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// The challenger's score must be above the champion's by a fraction of it.
        case improvement
        /// The same, but the fraction starts at the improvement that won the crown, and decays to its base.
        case adaptive
        /// The challenger must win a title match against the champion; see ``TitleMatch``.
        case titleMatch = "title-match"
    }

    /// The kind of rule.
    package var rule: Kind
    /// The improvement that has to be exceeded, as a fraction of the champion's score; 0.01 is one per cent.
    ///
    /// For `adaptive` it is the base, for a title match the margin that each pair is held against.
    package var fraction: Double
    /// The share of the excess over the base that is lost in every interval; `adaptive` only.
    package var decay: Double?
    /// The length of that interval in blocks; `adaptive` only.
    package var decayBlocks: Int?
    /// How the match is fought; `title-match` only.
    package var match: TitleMatchRule?

    /// Makes a rule.
    ///
    /// - Parameters:
    ///   - rule: The kind of rule.
    ///   - fraction: The improvement that has to be exceeded, as a fraction of the champion's score.
    ///   - decay: The share of the excess that is lost in every interval.
    ///   - decayBlocks: The length of that interval in blocks.
    ///   - match: How a title match is fought.
    package init(
        rule: Kind = .improvement,
        fraction: Double,
        decay: Double? = nil,
        decayBlocks: Int? = nil,
        match: TitleMatchRule? = nil
    ) {
        self.rule = rule
        self.fraction = fraction
        self.decay = decay
        self.decayBlocks = decayBlocks
        self.match = match
    }

    enum CodingKeys: String, CodingKey {
        case rule, fraction, decay, match
        case decayBlocks = "decay_blocks"
    }
}

extension CrownRule {
    /// Who holds a crown, and how it was won.
    package struct Reign: Sendable, Hashable {
        /// The champion's score.
        package var score: Double
        /// The score that it beat, if there was one.
        package var beatenScore: Double?
        /// The block at which it was crowned.
        package var block: UInt64

        /// Describes a reign.
        ///
        /// - Parameters:
        ///   - score: The champion's score.
        ///   - beatenScore: The score that it beat, if there was one.
        ///   - block: The block at which it was crowned.
        package init(score: Double, beatenScore: Double?, block: UInt64) {
            self.score = score
            self.beatenScore = beatenScore
            self.block = block
        }
    }

    /// Returns the improvement that has to be exceeded at a block, as a fraction of the champion's score.
    ///
    /// `adaptive`: `base + (t0 - base) · (1 - decay)^(blocks / decay_blocks)`, where `t0` is the improvement that won the
    /// crown, or the base if that is larger. Source: the published rule of Templar Crusades.
    ///
    /// - Parameters:
    ///   - reign: The champion's reign.
    ///   - block: The block to ask about.
    /// - Returns: The fraction.
    package func fraction(over reign: Reign, at block: UInt64) -> Double {
        guard rule == .adaptive, let decay, let decayBlocks, let beaten = reign.beatenScore, beaten > 0 else {
            return fraction
        }
        let first = max(fraction, (reign.score - beaten) / beaten)
        let intervals = Double(block - min(block, reign.block)) / Double(max(decayBlocks, 1))
        return fraction + (first - fraction) * pow(1 - decay, intervals)
    }

    /// Returns the score that a challenger must exceed at a block to beat a champion.
    ///
    /// Reaching it is not enough. Under title matches it is no more than a guide: what counts is a match.
    package func threshold(over reign: Reign, at block: UInt64) -> Double {
        reign.score * (1 + fraction(over: reign, at: block))
    }
}
