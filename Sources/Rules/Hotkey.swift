import Accounts

/// The public half of the key that a participant signs with.
///
/// It is an sr25519 key as Bittensor has them, and its text is the SS58 address with the number 42 that wallets and
/// explorers show. Whether the bytes are a key at all shows when a signature is checked.
package struct Hotkey: Sendable {
    /// The SS58 address.
    package let text: String
    /// The 32 bytes of the public key.
    package let bytes: [UInt8]

    /// Checks a text: nil unless it is an SS58 address of the network 42 without a typing mistake.
    ///
    /// There is one such text for every key.
    package init?(_ text: String) {
        guard let address = try? SS58Address(text) else { return nil }
        self.text = text
        bytes = address.account.bytes
    }

    /// Names the public key that has these bytes: nil unless there are exactly 32.
    package init?(bytes: some Collection<UInt8>) {
        guard let account = AccountID(Array(bytes)) else { return nil }
        text = SS58Address(account).text
        self.bytes = account.bytes
    }
}

extension Hotkey: Hashable {
    /// Two hotkeys are the same when their addresses are.
    package static func == (lhs: Hotkey, rhs: Hotkey) -> Bool { lhs.text == rhs.text }

    /// Hashes the address.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension Hotkey: CustomStringConvertible {
    /// The SS58 address.
    package var description: String { text }
}

extension Hotkey: Comparable {
    /// Orders hotkeys by their text.
    package static func < (lhs: Hotkey, rhs: Hotkey) -> Bool { lhs.text < rhs.text }
}
