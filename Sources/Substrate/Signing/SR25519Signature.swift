/// A Schnorr signature over ristretto255: a point and a scalar, with the highest bit set to tell it from ed25519.
package struct SR25519Signature: Sendable, Hashable {
    /// The 64 bytes.
    package let bytes: [UInt8]

    /// Wraps a signature: nil unless there are 64 bytes.
    ///
    /// Whether it is one shows when it is checked.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 64 else { return nil }
        self.bytes = bytes
    }

    private static let mark: UInt8 = 0x80

    init(point: [UInt8], scalar: UnsafeRawBufferPointer) {
        var bytes = point + scalar
        bytes[63] |= Self.mark
        self.bytes = bytes
    }

    /// The first half.
    var point: [UInt8] { Array(bytes[..<32]) }

    /// The second half without its mark, or nil when it has none or is no scalar.
    var scalar: [UInt8]? {
        var scalar = Array(bytes[32...])
        guard scalar[31] & Self.mark != 0 else { return nil }
        scalar[31] &= ~Self.mark
        return scalar.withUnsafeBytes(Ristretto.isScalar) ? scalar : nil
    }
}

extension SR25519Signature: CustomStringConvertible {
    /// "0x" and 128 digits.
    package var description: String { Hexadecimal.text(bytes) }
}
