/// A number modulo r, the prime order of the groups: four limbs, the least significant first, always below r.
struct Scalar: Sendable {
    let limbs: InlineArray<4, UInt64>

    /// r = x⁴ - x² + 1.
    static var order: InlineArray<4, UInt64> {
        [0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805, 0x73ed_a753_299d_7d48]
    }

    /// Reduces 32 big-endian bytes modulo r.
    ///
    /// 2²⁵⁶ is below 3r, so that subtracting r twice, each time if it fits, is enough. It is done without a branch.
    ///
    /// - Throws: `TimelockError.Code.wrongLength`.
    init(reducing bytes: [UInt8]) throws {
        guard bytes.count == 32 else {
            throw TimelockError(.wrongLength, "a scalar has 32 bytes, not \(bytes.count)")
        }
        var limbs = InlineArray<4, UInt64>(repeating: 0)
        for (position, byte) in bytes.reversed().enumerated() {
            limbs[position / 8] |= UInt64(byte) << (8 * UInt64(position % 8))
        }
        self.limbs = Scalar.reducedOnce(Scalar.reducedOnce(limbs))
    }

    /// Whether the number is zero.
    var isZero: Bool { limbs[0] | limbs[1] | limbs[2] | limbs[3] == 0 }

    private static func reducedOnce(_ limbs: InlineArray<4, UInt64>) -> InlineArray<4, UInt64> {
        let order = order
        var borrow: UInt64 = 0
        var difference = limbs
        for index in 0..<4 {
            difference[index] = limbs[index].subtracting(order[index], borrow: &borrow)
        }
        for index in 0..<4 {
            difference[index] = difference[index].replaced(by: limbs[index], where: 0 &- borrow)
        }
        return difference
    }
}
