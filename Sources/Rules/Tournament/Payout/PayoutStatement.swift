import Crypto
import FoundationEssentials

/// A payout as one document that anybody can compute again: rules, results, and the weights that follow from them.
///
/// It is one line of canonical JSON. The digest is the SHA-256 of that line without it, so that a changed byte shows.
package struct PayoutStatement: Sendable, Hashable, Codable {
    /// The name of this format.
    package static let format = "tiltyard payout 1"

    /// The name of the format.
    package let format: String
    /// The rules, whole.
    package let preset: TournamentPreset
    /// Everything else that the weights are computed from.
    package let audit: AuditDocument
    /// The weights.
    package let weights: NodeWeights
    /// The SHA-256 of everything above, in lower-case hexadecimal digits.
    package private(set) var digest: String

    /// Computes the weights and writes them down.
    ///
    /// - Parameters:
    ///   - audit: What they are computed from.
    ///   - preset: The rules.
    /// - Throws: `PresetError` when the document is of another preset.
    package init(_ audit: AuditDocument, preset: TournamentPreset) throws(PresetError) {
        format = Self.format
        self.preset = preset
        self.audit = audit
        weights = try NodeWeights(audit, preset: preset)
        digest = ""
        digest = Self.digest(of: document)
    }

    /// The document as it is published: one line of canonical JSON.
    package var text: String { document.canonicalText + "\n" }

    private var document: JSONValue {
        do {
            return try JSONValue(encoding: self)
        } catch {
            preconditionFailure("a statement's numbers are finite, so it encodes: \(error)")
        }
    }

    static func digest(of document: JSONValue) -> String {
        guard case .object(var members) = document else { return "" }
        members["digest"] = nil
        return Hex.text(SHA256.hash(data: Data(JSONValue.object(members).canonicalText.utf8)))
    }
}
