import Crypto
package import FoundationEssentials

/// The SHA-256 of a submission's bytes, or the first half of one.
///
/// The text is 64 lower-case hexadecimal digits, or 32 for the first sixteen bytes only. Half hashes are read because
/// published tools commit to them; Tiltyard itself always writes whole ones.
package struct CodeHash: Sendable, Hashable {
    /// The lower-case hexadecimal text, 64 or 32 digits.
    package let text: String

    /// Checks a text: nil unless it is exactly 64 or 32 lower-case hexadecimal digits.
    package init?(_ text: String) {
        guard [32, 64].contains(text.utf8.count), Hex.bytes(text) != nil else { return nil }
        self.text = text
    }

    /// Computes the whole hash of a submission's bytes, as they were fetched.
    package init(of code: Data) {
        text = Hex.text(SHA256.hash(data: code))
    }

    /// Whether all 32 bytes are known.
    package var isWhole: Bool { text.utf8.count == 64 }

    /// Returns whether a submission's bytes, as they were fetched, have this hash.
    package func matches(_ code: Data) -> Bool {
        CodeHash(of: code).text.hasPrefix(text)
    }
}

extension CodeHash: CustomStringConvertible {
    /// The hexadecimal text.
    package var description: String { text }
}
