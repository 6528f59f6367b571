import Testing

@testable import Timelock

@Suite struct TowerTests {
    /// An element without any structure: coefficients are hashes of their index.
    private static func element(_ seed: UInt8) -> Fp12 {
        let bytes = MessageExpansion.uniformBytes(of: [seed], tag: [1], byteCount: 12 * 64)
        let parts = (0..<12).map { Fp(reducing: bytes[(64 * $0)..<(64 * $0 + 64)]) }
        let pairs = (0..<6).map { Fp2(parts[2 * $0], parts[2 * $0 + 1]) }
        return Fp12(Fp6(pairs[0], pairs[1], pairs[2]), Fp6(pairs[3], pairs[4], pairs[5]))
    }

    /// An element of the cyclotomic subgroup.
    private static func cyclotomic(_ seed: UInt8) -> Fp12 {
        let element = element(seed)
        let toSixth = element.conjugate * element.inverse()
        return toSixth.frobenius().frobenius() * toSixth
    }

    private static let seeds: [UInt8] = [1, 2, 3]

    @Test func wToTheSixthIsOnePlusU() {
        let w = Fp12(.zero, .one)
        let square = w * w
        #expect(square == Fp12(Fp6(.zero, .one, .zero), .zero))
        #expect(square * square * square == Fp12(Fp6(Fp2(.one, .one), .zero, .zero), .zero))
    }

    @Test(arguments: seeds)
    func fp6IsAField(_ seed: UInt8) {
        let a = Self.element(seed).c0
        let b = Self.element(seed).c1
        let c = Self.element(seed + 100).c0
        #expect(a * b == b * a)
        #expect(a * (b + c) == a * b + a * c)
        #expect((a * b) * c == a * (b * c))
        #expect(a * a.inverse() == .one)
        #expect(a.timesV == a * Fp6(.zero, .one, .zero))
        #expect(a.times(b.c0, b.c1) == a * Fp6(b.c0, b.c1, .zero))
        #expect(a.timesV(b.c2) == a * Fp6(.zero, b.c2, .zero))
        #expect(-a + a == .zero)
    }

    @Test(arguments: seeds)
    func fp12IsAField(_ seed: UInt8) {
        let a = Self.element(seed)
        let b = Self.element(seed + 100)
        let c = Self.element(seed + 200)
        #expect(a * b == b * a)
        #expect((a * b) * c == a * (b * c))
        #expect(a * a.inverse() == .one)
        #expect(a.squared() == a * a)
        let line = MillerLoop.Line(constant: b.c0.c0, w2: b.c0.c1, w3: b.c1.c1)
        #expect(a.times(line) == a * Fp12(Fp6(line.constant, line.w2, .zero), Fp6(.zero, line.w3, .zero)))
    }

    @Test(arguments: seeds)
    func frobeniusIsRaisingToP(_ seed: UInt8) {
        let element = Self.element(seed)
        let modulus = [UInt64](
            arrayLiteral: 0xb9fe_ffff_ffff_aaab,
            0x1eab_fffe_b153_ffff,
            0x6730_d2a0_f6b0_f624,
            0x6477_4b84_f385_12bf,
            0x4b1b_a7b6_434b_acd7,
            0x1a01_11ea_397f_e69a
        )
        var power = Fp12.one
        for bit in (0..<384).reversed() {
            power = power.squared()
            if modulus[bit / 64] >> UInt64(bit % 64) & 1 == 1 { power = power * element }
        }
        #expect(element.frobenius() == power)
        let sixth = (0..<6).reduce(element) { power, _ in power.frobenius() }
        #expect(sixth == element.conjugate)
    }

    @Test(arguments: seeds)
    func cyclotomicElementsSquareAlike(_ seed: UInt8) {
        let element = Self.cyclotomic(seed)
        #expect(element.cyclotomicSquared() == element.squared())
        #expect(element * element.conjugate == .one)
        let magnitude: UInt64 = 0xd201_0000_0001_0000
        var power = Fp12.one
        for bit in (0..<64).reversed() {
            power = power.squared()
            if magnitude >> UInt64(bit) & 1 == 1 { power = power * element }
        }
        #expect(element.raisedToParameter() * power == .one)
    }
}
