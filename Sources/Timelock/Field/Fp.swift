/// An element of the base field of BLS12-381, the integers modulo p.
///
/// Six 64-bit limbs, the least significant first, hold a·2³⁸⁴ mod p (Montgomery form). They are always below p, so that
/// equal elements have equal limbs.
struct Fp: Sendable {
    var limb0: UInt64
    var limb1: UInt64
    var limb2: UInt64
    var limb3: UInt64
    var limb4: UInt64
    var limb5: UInt64

    /// Takes six limbs as they are: a number below p in Montgomery form.
    @inline(__always)
    init(
        montgomery limb0: UInt64,
        _ limb1: UInt64,
        _ limb2: UInt64,
        _ limb3: UInt64,
        _ limb4: UInt64,
        _ limb5: UInt64
    ) {
        self.limb0 = limb0
        self.limb1 = limb1
        self.limb2 = limb2
        self.limb3 = limb3
        self.limb4 = limb4
        self.limb5 = limb5
    }

    /// Takes a small number.
    init(_ number: UInt64) {
        self = Fp(montgomery: number, 0, 0, 0, 0, 0) * .montgomeryRadixSquared
    }
}

extension Fp {
    /// The modulus p, as it is and not in Montgomery form: no element has this value.
    @inline(__always)
    static var modulus: Fp {
        Fp(
            montgomery: 0xb9fe_ffff_ffff_aaab,
            0x1eab_fffe_b153_ffff,
            0x6730_d2a0_f6b0_f624,
            0x6477_4b84_f385_12bf,
            0x4b1b_a7b6_434b_acd7,
            0x1a01_11ea_397f_e69a
        )
    }

    /// -p⁻¹ modulo 2⁶⁴.
    @inline(__always)
    static var negatedModulusInverse: UInt64 { 0x89f3_fffc_fffc_fffd }

    /// 2⁷⁶⁸ mod p: a Montgomery product with it takes a number into Montgomery form.
    @inline(__always)
    static var montgomeryRadixSquared: Fp {
        Fp(
            montgomery: 0xf4df_1f34_1c34_1746,
            0x0a76_e6a6_09d1_04f1,
            0x8de5_476c_4c95_b6d5,
            0x67eb_88a9_939d_83c0,
            0x9a79_3e85_b519_952d,
            0x1198_8fe5_92ca_e3aa
        )
    }

    /// 0.
    @inline(__always)
    static var zero: Fp { Fp(montgomery: 0, 0, 0, 0, 0, 0) }

    /// 1, which is 2³⁸⁴ mod p in Montgomery form.
    @inline(__always)
    static var one: Fp {
        Fp(
            montgomery: 0x7609_0000_0002_fffd,
            0xebf4_000b_c40c_0002,
            0x5f48_9857_53c7_58ba,
            0x77ce_5853_7052_5745,
            0x5c07_1a97_a256_ec6d,
            0x15f6_5ec3_fa80_e493
        )
    }
}

extension Fp: Equatable {
    /// Compares all limbs, whatever the first ones are.
    @inline(__always)
    static func == (left: Fp, right: Fp) -> Bool {
        (left.limb0 ^ right.limb0) | (left.limb1 ^ right.limb1) | (left.limb2 ^ right.limb2)
            | (left.limb3 ^ right.limb3) | (left.limb4 ^ right.limb4) | (left.limb5 ^ right.limb5) == 0
    }
}
