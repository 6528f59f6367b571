/// The number x = -0xd201000000010000 from which everything about BLS12-381 follows: p = (x-1)²(x⁴-x²+1)/3 + x, the
/// group order r = x⁴-x²+1, the length of the Miller loop and the final exponent.
enum CurveParameter {
    /// |x|.
    static let magnitude: UInt64 = 0xd201_0000_0001_0000

    /// The bits of |x| below the topmost, which is set, from high to low.
    static var bitsBelowTopmost: some Sequence<Bool> {
        (0..<63).reversed().lazy.map { magnitude >> UInt64($0) & 1 == 1 }
    }
}
