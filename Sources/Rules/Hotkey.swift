/// The public half of the key that a participant signs with.
///
/// The text is the 32 bytes of an Ed25519 public key as 64 lower-case hexadecimal digits. It is provisional: public
/// networks write sr25519 keys in SS58, and both will be readable here once a public network can be connected.
package struct Hotkey: Sendable, Hashable {
    /// The lower-case hexadecimal text, 64 digits.
    package let text: String

    /// Checks a text: nil unless it is exactly 64 lower-case hexadecimal digits.
    package init?(_ text: String) {
        guard text.utf8.count == 64, Hex.isText(text) else { return nil }
        self.text = text
    }

    /// Names the public key that has these bytes: nil unless there are exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        text = Hex.text(bytes)
    }

    /// The 32 bytes of the public key.
    package var bytes: [UInt8] {
        guard let bytes = Hex.bytes(text) else { preconditionFailure("a hotkey's text was checked when it was made") }
        return bytes
    }
}

extension Hotkey: CustomStringConvertible {
    /// The hexadecimal text.
    package var description: String { text }
}

extension Hotkey: Comparable {
    /// Orders hotkeys by their text.
    package static func < (lhs: Hotkey, rhs: Hotkey) -> Bool { lhs.text < rhs.text }
}
