import Crypto
import FoundationEssentials

/// What is fixed of a tournament before anybody enters: everything but its events that its state follows from.
package struct TournamentPlan: Sendable, Hashable, Codable {
    /// The identifier, which is the same for everybody who plans the same tournament.
    package var id: String
    /// What it is about.
    package var type: TournamentType
    /// The name of the preset.
    package var preset: String
    /// The hash of the preset.
    package var presetHash: String
    /// Who holds the title.
    package var champion: TournamentChampion?
    /// When it was planned.
    package var planned: Moment
    /// When entries are first taken.
    package var opens: Moment

    /// Plans a tournament.
    ///
    /// The identifier is `tourn_`, sixteen hexadecimal digits and the day. The digits come from type, preset, opening and
    /// number, so that planning twice, also after a crash, plans one tournament.
    ///
    /// - Parameters:
    ///   - type: What it is about.
    ///   - preset: The rules.
    ///   - champion: Who holds the title.
    ///   - planned: When it is planned.
    ///   - opens: When entries are first taken; not before `planned`.
    ///   - number: How many tournaments of the type there were before.
    package init(
        type: TournamentType,
        preset: TournamentPreset,
        champion: TournamentChampion?,
        planned: Moment,
        opens: Moment,
        number: Int
    ) {
        self.type = type
        self.preset = preset.name
        presetHash = preset.hash
        self.champion = champion
        self.planned = planned
        self.opens = max(planned, opens)
        let text = "tiltyard tournament 1\n\(type.rawValue)\n\(preset.hash)\n\(self.opens.seconds)\n\(number)\n"
        let digits = Hex.text(SHA256.hash(data: Data(text.utf8))).prefix(16)
        let day = self.opens.text.prefix(10).filter { $0 != "-" }
        id = "tourn_\(digits)_\(day)"
    }

    enum CodingKeys: String, CodingKey {
        case id, type, preset, champion, planned, opens
        case presetHash = "preset_hash"
    }

    /// Returns the state before the first event; nil when the preset has no tournaments of the type.
    package func opening(_ preset: TournamentPreset) -> Bracket? {
        Bracket(preset: preset, type: type, champion: champion, opened: opens, planned: planned)
    }

    /// Returns the seed of all draws: the hash of a block that nobody knew when the field was fixed, and the identifier.
    ///
    /// By the identifier, tournaments that begin in one block are drawn apart.
    ///
    /// - Parameter hash: The hash of the block.
    /// - Returns: The hash in hexadecimal digits, a space, and the identifier.
    package func seed(_ hash: some Sequence<UInt8>) -> String { "\(Hex.text(hash)) \(id)" }

    /// The identifier of a round of this tournament.
    package func round(_ number: Int) -> String {
        let digits = String(number)
        return "\(id)_round_" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}
