extension Fp: Field {
    /// Returns the element to a power.
    ///
    /// The exponent, six limbs of which the least significant is first, is public: its bits decide what is multiplied.
    func raised(to exponent: InlineArray<6, UInt64>) -> Fp {
        var result = Fp.one
        for bit in (0..<384).reversed() {
            result = result.squared()
            if exponent[bit / 64] >> UInt64(bit % 64) & 1 == 1 {
                result = result * self
            }
        }
        return result
    }

    /// The inverse by Fermat's little theorem, a^(p-2); zero for zero.
    func inverse() -> Fp { raised(to: Fp.modulusMinusTwo) }

    /// A square root, a^((p+1)/4), since p is 3 modulo 4: nil when there is none.
    func squareRoot() -> Fp? {
        let candidate = quarterPower * self
        return candidate.squared() == self ? candidate : nil
    }

    /// a^((p-3)/4), of which both square roots and RFC 9380's `sqrt_ratio` are made.
    var quarterPower: Fp { raised(to: Fp.quarterModulus) }

    /// Whether the number is above (p-1)/2.
    var isLexicographicallyLarger: Bool {
        let number = integer
        let half = Fp.halfModulus
        for index in (0..<6).reversed() where number[index] != half[index] {
            return number[index] > half[index]
        }
        return false
    }

    /// Whether the number is odd: `sgn0` of RFC 9380.
    var isOdd: Bool { integer[0] & 1 == 1 }

    /// p - 2.
    private static var modulusMinusTwo: InlineArray<6, UInt64> {
        [
            0xb9fe_ffff_ffff_aaa9, 0x1eab_fffe_b153_ffff, 0x6730_d2a0_f6b0_f624,
            0x6477_4b84_f385_12bf, 0x4b1b_a7b6_434b_acd7, 0x1a01_11ea_397f_e69a,
        ]
    }

    /// (p - 3) / 4.
    private static var quarterModulus: InlineArray<6, UInt64> {
        [
            0xee7f_bfff_ffff_eaaa, 0x07aa_ffff_ac54_ffff, 0xd9cc_34a8_3dac_3d89,
            0xd91d_d2e1_3ce1_44af, 0x92c6_e9ed_90d2_eb35, 0x0680_447a_8e5f_f9a6,
        ]
    }

    /// (p - 1) / 2.
    private static var halfModulus: InlineArray<6, UInt64> {
        [
            0xdcff_7fff_ffff_d555, 0x0f55_ffff_58a9_ffff, 0xb398_6950_7b58_7b12,
            0xb23b_a5c2_79c2_895f, 0x258d_d3db_21a5_d66b, 0x0d00_88f5_1cbf_f34d,
        ]
    }
}
