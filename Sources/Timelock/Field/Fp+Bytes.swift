extension Fp {
    /// The length of the big-endian form in bytes.
    static var byteCount: Int { 48 }

    /// Reads 48 big-endian bytes: nil when the number is not below p.
    init?(bigEndianBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == Fp.byteCount else { return nil }
        let limbs = Fp(integer: bytes)
        var borrow: UInt64 = 0
        _ = limbs.subtractingWithoutReduction(.modulus, borrow: &borrow)
        guard borrow == 1 else { return nil }
        self = limbs * .montgomeryRadixSquared
    }

    /// Reduces 64 big-endian bytes modulo p, as `hash_to_field` of RFC 9380 does: high · 2²⁵⁶ + low.
    init(reducing bytes: ArraySlice<UInt8>) {
        precondition(bytes.count == 64, "hash_to_field takes 64 bytes an element")
        let high = Fp(integer: bytes.prefix(32)) * .montgomeryRadixSquared
        let low = Fp(integer: bytes.suffix(32)) * .montgomeryRadixSquared
        self = high * (Fp(montgomery: 0, 0, 0, 0, 1, 0) * .montgomeryRadixSquared) + low
    }

    /// Takes a constant of 96 hexadecimal digits, the most significant first.
    init(constant text: some StringProtocol) {
        var bytes: [UInt8] = []
        var digits = Substring(text)
        while !digits.isEmpty {
            guard let byte = UInt8(digits.prefix(2), radix: 16) else {
                preconditionFailure("a constant of the field is written in pairs of hexadecimal digits")
            }
            bytes.append(byte)
            digits.removeFirst(2)
        }
        guard let value = Fp(bigEndianBytes: bytes[...]) else {
            preconditionFailure("a constant of the field has 48 bytes and is below p")
        }
        self = value
    }

    /// The number itself in six limbs, the least significant first.
    var integer: InlineArray<6, UInt64> {
        let plain = self * Fp(montgomery: 1, 0, 0, 0, 0, 0)
        return [plain.limb0, plain.limb1, plain.limb2, plain.limb3, plain.limb4, plain.limb5]
    }

    /// 48 bytes, the most significant first.
    var bigEndianBytes: [UInt8] { littleEndianBytes.reversed() }

    /// 48 bytes, the least significant first, as arkworks writes elements.
    var littleEndianBytes: [UInt8] {
        let limbs = integer
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Fp.byteCount)
        for index in limbs.indices {
            withUnsafeBytes(of: limbs[index].littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// Takes at most 48 big-endian bytes as limbs, neither reduced nor in Montgomery form.
    private init(integer bytes: ArraySlice<UInt8>) {
        var limbs = InlineArray<6, UInt64>(repeating: 0)
        for (position, byte) in bytes.reversed().enumerated() {
            limbs[position / 8] |= UInt64(byte) << (8 * UInt64(position % 8))
        }
        self.init(montgomery: limbs[0], limbs[1], limbs[2], limbs[3], limbs[4], limbs[5])
    }
}
