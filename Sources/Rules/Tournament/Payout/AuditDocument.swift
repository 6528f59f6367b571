/// Everything that a payout is computed from: whoever has it, and the preset, computes the same weights.
package struct AuditDocument: Sendable, Hashable, Codable {
    /// The hash of the preset that was in force.
    package var presetHash: String
    /// The moment of the payout.
    package var now: Moment
    /// The last completed tournament of each type that has one.
    package var tournaments: [CompletedTournament]
    /// The hotkeys that take part in tournaments that are going on, the champion's seats among them; none twice.
    package var participants: [String]
    /// The hotkeys that have left the network; nothing is paid to them.
    package var departed: [String]

    /// Makes a document.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the preset that was in force.
    ///   - now: The moment of the payout.
    ///   - tournaments: The last completed tournament of each type that has one.
    ///   - participants: The hotkeys that take part in tournaments that are going on.
    ///   - departed: The hotkeys that have left the network.
    package init(
        presetHash: String,
        now: Moment,
        tournaments: [CompletedTournament],
        participants: [String],
        departed: [String] = []
    ) {
        self.presetHash = presetHash
        self.now = now
        self.tournaments = tournaments
        self.participants = participants
        self.departed = departed
    }

    enum CodingKeys: String, CodingKey {
        case now, tournaments, participants, departed
        case presetHash = "preset_hash"
    }
}
