package import Rules

/// One row of a board as it is published.
package struct BoardRow: Sendable, Hashable {
    /// The place, counted from 1.
    package let rank: Int
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: Hotkey
    /// The number that the board ranks by.
    package let score: Double
    /// Tokens a second.
    package let tokensPerSecond: Double?
    /// Model FLOPs utilisation as a fraction.
    package let mfu: Double?
    /// When it was revealed.
    package let reveal: RevealPosition
    /// When it was judged, in milliseconds since 1970.
    package let judgedAtMilliseconds: Int64
    /// Whether it holds the crown.
    package let isChampion: Bool
}

/// Who holds the crown.
package struct Champion: Sendable, Hashable {
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: Hotkey
    /// The score that has to be beaten.
    package let score: Double
    /// The score that was beaten for it, or nil for the first champion.
    package let beatenScore: Double?
    /// The chain's block when it took the crown.
    package let atBlock: UInt64

    /// What a challenger is up against.
    package var reign: CrownRule.Reign { .init(score: score, beatenScore: beatenScore, block: atBlock) }
}

/// A board and everything that led to it, as they are at one moment.
package struct BoardSnapshot: Sendable, Hashable {
    /// The accepted submissions, highest score first.
    package let rows: [BoardRow]
    /// Who holds the crown, or nil while nothing was accepted.
    package let champion: Champion?
    /// All submissions, by number.
    package let submissions: [SubmissionDetail]
}
