import Crypto
import FoundationEssentials

/// A named, versioned set of rules of dated tournaments: everything that decides who advances, who wins and who is
/// paid.
///
/// Read as strictly as a `Preset`. The reasons for what is not plain are part of the file.
package struct TournamentPreset: Sendable, Hashable, Codable {
    /// The name, which is also the name of its file.
    package var name: String
    /// The version, counted from 1.
    package var version: Int
    /// One sentence for people.
    package var summary: String
    /// Why a key has its value, by the dotted path of the key or of a group of keys.
    package var notes: [String: String]
    /// Who may enter.
    package var registration: RegistrationRule
    /// How often work is tried again that failed through nobody's or the task's fault.
    package var retries: RetryRule
    /// What tasks are given: processors, hours.
    package var training: TrainingRule
    /// How results become weights.
    package var payout: TournamentPayoutRule
    /// The rules of text tournaments; nil when there are none.
    package var text: TournamentRules?
    /// The rules of image tournaments; nil when there are none.
    package var image: TournamentRules?
    /// The rules of environment tournaments; nil when there are none.
    package var environment: TournamentRules?
    /// The faults of the reference system that are wanted.
    package var quirks: [TournamentQuirk]
}

extension TournamentPreset {
    /// The types that this preset has rules for.
    package var types: [TournamentType] { TournamentType.allCases.filter { self[$0] != nil } }

    /// The rules of a type, or nil when it has no tournaments.
    package subscript(type: TournamentType) -> TournamentRules? {
        switch type {
        case .text: text
        case .image: image
        case .environment: environment
        }
    }

    /// Returns whether a fault of the reference system is wanted.
    package func has(_ quirk: TournamentQuirk) -> Bool { quirks.contains(quirk) }

    /// The canonical JSON: keys sorted, no whitespace.
    package var canonicalText: String {
        do {
            return try JSONValue(encoding: self).canonicalText
        } catch {
            preconditionFailure("a preset's numbers are finite, so it encodes: \(error)")
        }
    }

    /// The SHA-256 of the canonical JSON in lower-case hexadecimal digits, which results and payouts record.
    package var hash: String { Hex.text(SHA256.hash(data: Data(canonicalText.utf8))) }
}
