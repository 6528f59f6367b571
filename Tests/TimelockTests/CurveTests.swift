import Testing

@testable import Timelock

@Suite struct CurveTests {
    @Test(arguments: Vectors.arithmetic.multiples)
    func multipliesGenerators(_ vector: ArithmeticVectors.Multiple) throws {
        let scalar = Scalar(hex: vector.scalar)
        #expect(Point(G1.generator).multiplied(by: scalar).compressed.hex == vector.g1)
        #expect(Point(G2.generator).multiplied(by: scalar).compressed.hex == vector.g2)
    }

    @Test(arguments: Vectors.arithmetic.reductions)
    func reducesScalars(_ vector: ArithmeticVectors.Reduction) {
        let limbs = Scalar(hex: vector.bytes).limbs
        let bytes = limbs.indices.reversed().flatMap { index in
            withUnsafeBytes(of: limbs[index].bigEndian) { Array($0) }
        }
        #expect(bytes.hex == vector.scalar)
    }

    @Test func refusesScalarsOfOtherLengths() {
        for byteCount in [0, 31, 33] {
            #expect(throws: TimelockError(.wrongLength, "")) {
                try Scalar(reducing: [UInt8](repeating: 1, count: byteCount))
            }
        }
    }

    @Test func additionHasNoExceptions() {
        additionHasNoExceptions(on: G1.self)
        additionHasNoExceptions(on: G2.self)
    }

    private func additionHasNoExceptions<C: Curve>(on curve: C.Type) {
        let one = Point(C.generator)
        let five = one.multiplied(by: Scalar(5))
        #expect(five.isOnCurve)
        #expect(one + .identity == one)
        #expect(.identity + one == one)
        #expect(Point<C>.identity + .identity == .identity)
        #expect(one + -one == .identity)
        #expect(five + five == five.doubled())
        #expect(five + five == one.multiplied(byPublic: 10))
        #expect(Point<C>.identity.doubled() == .identity)
        #expect(one.multiplied(by: Scalar(0)) == .identity)
        #expect(one != five)
        #expect(one != -one)
        #expect(one != .identity)
        #expect(Point<C>.identity.affine() == nil)
    }

    @Test func orderIsR() {
        let almostOrder = Scalar(hex: "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000")
        #expect((Point(G1.generator).multiplied(by: almostOrder) + Point(G1.generator)).isIdentity)
        #expect((Point(G2.generator).multiplied(by: almostOrder) + Point(G2.generator)).isIdentity)
    }

    /// Points of the curve by small x, nearly all of them outside the subgroup, tried against multiplication by r.
    @Test func subgroupChecksAgreeWithTheOrder() {
        var tried = 0
        for x in 1..<UInt64(40) {
            if let y = (Fp(x) * Fp(x) * Fp(x) + G1.b).squareRoot() {
                let point = Point<G1>(x: Fp(x), y: y, z: .one)
                #expect(G1.isInSubgroup(point) == point.timesOrder.isIdentity)
                let cleared = point.multiplied(byPublic: CurveParameter.magnitude + 1)
                #expect(G1.isInSubgroup(cleared))
                tried += 1
            }
            let x2 = Fp2(Fp(x), .one)
            if let y = (x2 * x2 * x2 + G2.b).squareRoot() {
                let point = Point<G2>(x: x2, y: y, z: .one)
                #expect(G2.isInSubgroup(point) == point.timesOrder.isIdentity)
                tried += 1
            }
        }
        #expect(tried > 20)
        #expect(G1.isInSubgroup(.identity))
        #expect(G2.isInSubgroup(.identity))
    }
}

extension Point {
    /// The point times r, by doubling and adding.
    fileprivate var timesOrder: Point {
        var result = Point.identity
        for bit in (0..<256).reversed() {
            result = result.doubled()
            if Scalar.order[bit / 64] >> UInt64(bit % 64) & 1 == 1 { result = result + self }
        }
        return result
    }
}
