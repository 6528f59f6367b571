import Testing

@testable import Timelock

@Suite struct PointFormatTests {
    struct Malformed: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: TimelockError.Code
        let bytes: [UInt8]

        init(_ testDescription: String, _ code: TimelockError.Code, _ bytes: [UInt8]) {
            self.testDescription = testDescription
            self.code = code
            self.bytes = bytes
        }
    }

    private static func point(_ name: String) -> [UInt8] { Vectors.arithmetic.point(name) }
    private static func setting(_ flags: UInt8, in bytes: [UInt8]) -> [UInt8] {
        [bytes[0] & 0x1f | flags] + bytes.dropFirst()
    }
    private static let g1 = Point(G1.generator).compressed
    private static let g2 = Point(G2.generator).compressed
    private static let zeros = [UInt8](repeating: 0, count: 96)

    @Test(arguments: [
        Malformed("nothing", .wrongLength, []),
        Malformed("a byte too few", .wrongLength, g1.dropLast()),
        Malformed("a byte too many", .wrongLength, g1 + [0]),
        Malformed("uncompressed, in length too", .wrongLength, setting(0, in: g1) + G1.generator.y.bigEndianBytes),
        Malformed("a point of the other group", .wrongLength, g2),
        Malformed("no flag", .malformedPoint, setting(0, in: g1)),
        Malformed("identity without compression", .malformedPoint, setting(0x40, in: zeros.dropLast(48))),
        Malformed("sign without compression", .malformedPoint, setting(0x20, in: g1)),
        Malformed("identity with a coordinate", .malformedPoint, setting(0xc0, in: g1)),
        Malformed("identity with a sign", .malformedPoint, setting(0xe0, in: zeros.dropLast(48))),
        Malformed("the identity", .identityPoint, setting(0xc0, in: zeros.dropLast(48))),
        Malformed("x + p", .coordinateOutOfRange, point("g1NotCanonical")),
        Malformed("all ones", .coordinateOutOfRange, [0x9f] + [UInt8](repeating: 0xff, count: 47)),
        Malformed("off the curve", .notOnCurve, point("g1NotOnCurve")),
        Malformed("outside the subgroup", .notInSubgroup, point("g1NotInSubgroup")),
    ])
    func refusesPointsOfG1(_ malformed: Malformed) {
        #expect(throws: TimelockError(malformed.code, "")) { try Point<G1>(compressed: malformed.bytes) }
    }

    @Test(arguments: [
        Malformed("a point of the other group", .wrongLength, g1),
        Malformed("no flag", .malformedPoint, setting(0, in: g2)),
        Malformed("identity with a coordinate", .malformedPoint, setting(0xc0, in: g2)),
        Malformed("the identity", .identityPoint, setting(0xc0, in: zeros)),
        Malformed("real part + p", .coordinateOutOfRange, point("g2RealNotCanonical")),
        Malformed("imaginary part + p", .coordinateOutOfRange, point("g2ImaginaryNotCanonical")),
        Malformed("off the curve", .notOnCurve, point("g2NotOnCurve")),
        Malformed("outside the subgroup", .notInSubgroup, point("g2NotInSubgroup")),
    ])
    func refusesPointsOfG2(_ malformed: Malformed) {
        #expect(throws: TimelockError(malformed.code, "")) { try Point<G2>(compressed: malformed.bytes) }
    }

    @Test(arguments: Vectors.arithmetic.multiples)
    func readsWhatItWrites(_ vector: ArithmeticVectors.Multiple) throws {
        let first = try Point<G1>(compressed: [UInt8](hex: vector.g1))
        let second = try Point<G2>(compressed: [UInt8](hex: vector.g2))
        #expect(first.isOnCurve && second.isOnCurve)
        #expect(first.compressed.hex == vector.g1)
        #expect(second.compressed.hex == vector.g2)
        #expect(try Point<G1>(compressed: (-first).compressed) == -first)
        #expect(try Point<G2>(compressed: (-second).compressed) == -second)
    }

    @Test func readsCanonicalTwinsOfRefusedPoints() throws {
        #expect(try Point<G1>(compressed: Self.point("g1Canonical")).isOnCurve)
        #expect(try Point<G2>(compressed: Self.point("g2Canonical")).isOnCurve)
    }

    @Test func writesTheIdentity() {
        #expect(Point<G1>.identity.compressed == [0xc0] + [UInt8](repeating: 0, count: 47))
        #expect(Point<G2>.identity.compressed == [0xc0] + [UInt8](repeating: 0, count: 95))
    }
}
