extension Point {
    /// Multiplies by a scalar that may be secret.
    ///
    /// Sixty-four windows of four bits: each costs four doublings and one addition, and its multiple is read from the
    /// table by looking at all sixteen entries, so that neither branches nor addresses depend on the scalar.
    func multiplied(by scalar: Scalar) -> Point {
        let multiples = firstMultiples
        var result = Point.identity
        for window in (0..<64).reversed() {
            result = result.doubled().doubled().doubled().doubled()
            let digit = scalar.limbs[window / 16] >> UInt64(4 * (window % 16)) & 15
            var multiple = multiples[0]
            for index in 1..<16 {
                multiple = multiple.replaced(by: multiples[index], where: equalityMask(digit, UInt64(index)))
            }
            result = result + multiple
        }
        return result
    }

    /// Multiplies by a public number: its bits decide what is added.
    func multiplied(byPublic number: UInt64) -> Point {
        var result = Point.identity
        for bit in (0..<64).reversed() {
            result = result.doubled()
            if number >> UInt64(bit) & 1 == 1 { result = result + self }
        }
        return result
    }

    /// The point times 0, 1 … 15.
    private var firstMultiples: InlineArray<16, Point> {
        var multiples = InlineArray<16, Point>(repeating: .identity)
        for index in 1..<16 {
            multiples[index] = multiples[index - 1] + self
        }
        return multiples
    }

    /// Returns `other` for a mask of ones, and `self` for a mask of zeros.
    @inline(__always)
    private func replaced(by other: Point, where mask: UInt64) -> Point {
        Point(
            x: x.replaced(by: other.x, where: mask),
            y: y.replaced(by: other.y, where: mask),
            z: z.replaced(by: other.z, where: mask)
        )
    }
}

/// Returns ones if two numbers below 2⁶³ are equal, and zeros otherwise, without a branch.
@inline(__always)
private func equalityMask(_ left: UInt64, _ right: UInt64) -> UInt64 {
    0 &- (((left ^ right) &- 1) >> 63)
}
