/// Who holds a title.
package struct TournamentChampion: Sendable, Hashable, Codable {
    /// The hotkey.
    package var hotkey: String
    /// How many titles in a row were won, the first included.
    package var titles: Int

    /// Describes a champion.
    ///
    /// - Parameters:
    ///   - hotkey: The hotkey.
    ///   - titles: How many titles in a row were won, the first included.
    package init(hotkey: String, titles: Int) {
        self.hotkey = hotkey
        self.titles = titles
    }
}

/// How a tournament ended.
package struct TournamentOutcome: Sendable, Hashable, Codable {
    /// Why it ended so.
    package enum Reason: String, Sendable, Hashable, Codable {
        /// The challenger won the boss round.
        case dethroned
        /// The champion won the boss round.
        case defended
        /// Nobody was left to challenge the champion.
        case unchallenged
        /// There was no champion to beat, or none any more.
        case vacant
        /// There was no champion, and nobody was left.
        case nobody
    }

    /// Who holds the title now; nil: nobody.
    package let champion: TournamentChampion?
    /// Why.
    package let reason: Reason
    /// When it ended.
    package let ended: Moment
}

/// Where a tournament stands.
package enum TournamentPhase: Sendable, Hashable {
    /// No entries are taken yet.
    case scheduled(until: Moment)
    /// Entries are taken, until it begins or is cancelled.
    case registering(until: Moment)
    /// A round is going on; it is settled when all is reported, or at its end.
    case playing(until: Moment)
    /// It has ended.
    case completed(TournamentOutcome)
    /// It never began.
    case cancelled(at: Moment)
}
