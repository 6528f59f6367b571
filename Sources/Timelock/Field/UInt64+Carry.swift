/// Steps of schoolbook arithmetic on 64-bit words: each returns the low word and leaves the high one in the carry.
extension UInt64 {
    /// Returns the low word of `self + first * second + carry`, which never exceeds 128 bits.
    @inline(__always)
    func adding(_ first: UInt64, times second: UInt64, carry: inout UInt64) -> UInt64 {
        let sum = UInt128(first) &* UInt128(second) &+ UInt128(self) &+ UInt128(carry)
        carry = UInt64(truncatingIfNeeded: sum >> 64)
        return UInt64(truncatingIfNeeded: sum)
    }

    /// Returns the low word of `self + other + carry`.
    @inline(__always)
    func adding(_ other: UInt64, carry: inout UInt64) -> UInt64 {
        let sum = UInt128(self) &+ UInt128(other) &+ UInt128(carry)
        carry = UInt64(truncatingIfNeeded: sum >> 64)
        return UInt64(truncatingIfNeeded: sum)
    }

    /// Returns the low word of `self - other - borrow`; the borrow is 0 or 1.
    @inline(__always)
    func subtracting(_ other: UInt64, borrow: inout UInt64) -> UInt64 {
        let difference = UInt128(self) &- UInt128(other) &- UInt128(borrow)
        borrow = UInt64(truncatingIfNeeded: difference >> 64) & 1
        return UInt64(truncatingIfNeeded: difference)
    }

    /// Returns `other` where the mask has ones and `self` where it has zeros.
    @inline(__always)
    func replaced(by other: UInt64, where mask: UInt64) -> UInt64 {
        self ^ (mask & (self ^ other))
    }
}
