/// The 32 bytes that name an account: for most the public key, of which nothing is checked here.
package struct AccountID: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Wraps a name: nil unless there are 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }
}

extension AccountID: Comparable, CustomStringConvertible {
    /// Orders by the bytes, as maps of a chain do.
    package static func < (left: AccountID, right: AccountID) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }

    /// The address on networks without a prefix of their own.
    package var description: String { SS58Address(self).text }
}
