import Testing

@testable import Timelock

@Suite struct FieldTests {
    @Test(arguments: Vectors.arithmetic.fp)
    func computesModuloP(_ vector: ArithmeticVectors.Base) {
        let a = Fp(hex: vector.a)
        let b = Fp(hex: vector.b)
        #expect((a + b).bigEndianBytes.hex == vector.sum)
        #expect((a - b).bigEndianBytes.hex == vector.difference)
        #expect((a * b).bigEndianBytes.hex == vector.product)
        #expect(a.inverse().bigEndianBytes.hex == vector.inverse)
        #expect(-a + a == .zero)
        #expect(Fp.sumOfProducts(a, b, b, b) == a * b + b * b)
        #expect(a.isLexicographicallyLarger == vector.isLarger)
        #expect(a.isOdd == [UInt8](hex: vector.a).last.map { $0 % 2 == 1 })
        #expect(a.littleEndianBytes == [UInt8](hex: vector.a).reversed())
    }

    @Test(arguments: Vectors.arithmetic.fp)
    func findsSquareRootsWhereThereAreAny(_ vector: ArithmeticVectors.Base) {
        let a = Fp(hex: vector.a)
        #expect(a.squareRoot().map { $0 * $0 } == (vector.isSquare ? a : nil))
    }

    @Test(arguments: Vectors.arithmetic.fp2)
    func computesInFp2(_ vector: ArithmeticVectors.Quadratic) {
        let a = Fp2(hex: vector.a)
        let b = Fp2(hex: vector.b)
        #expect(a * b == Fp2(hex: vector.product))
        #expect(a.squared() == Fp2(hex: vector.square))
        #expect(a.inverse() == Fp2(hex: vector.inverse))
        #expect(a.squareRoot().map { $0 * $0 } == (vector.isSquare ? a : nil))
        #expect(a * a.conjugate == Fp2(a.norm, .zero))
        #expect(a.timesXi == a * Fp2(.one, .one))
        #expect(Fp2(bigEndianBytes: a.bigEndianBytes[...]) == a)
        #expect(a.isZero || a.isLexicographicallyLarger != (-a).isLexicographicallyLarger)
    }

    @Test(arguments: ["p", "p + 1", "2^384 - 1"])
    func refusesNumbersThatAreNotBelowP(_ name: String) {
        let tails = ["p": "aaab", "p + 1": "aaac"]
        let text = tails[name].map {
            "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffff" + $0
        }
        let number = [UInt8](hex: text ?? String(repeating: "f", count: 96))
        #expect(Fp(bigEndianBytes: number[...]) == nil)
        #expect(Fp2(bigEndianBytes: (number + Fp.one.bigEndianBytes)[...]) == nil)
        #expect(Fp2(bigEndianBytes: (Fp.one.bigEndianBytes + number)[...]) == nil)
    }

    @Test(arguments: [0, 47, 49, 96])
    func refusesOtherLengths(_ byteCount: Int) {
        #expect(Fp(bigEndianBytes: [UInt8](repeating: 0, count: byteCount)[...]) == nil)
    }

    @Test func reducesSixtyFourBytes() {
        let two = Fp(2)
        let ones = Fp(reducing: [UInt8](repeating: 0xff, count: 64)[...])
        let power = (0..<512).reduce(Fp.one) { power, _ in power * two }
        #expect(ones == power - .one)
        #expect(Fp(reducing: ([UInt8](repeating: 0, count: 63) + [7])[...]) == Fp(7))
    }
}
