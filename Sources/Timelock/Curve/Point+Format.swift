/// The compressed form of the ZCash point format: the big-endian x coordinate, whose three free bits say that it is
/// compressed, whether it is the identity, and which of the two square roots y is.
extension Point {
    private static var compressedFlag: UInt8 { 0x80 }
    private static var identityFlag: UInt8 { 0x40 }
    private static var largerFlag: UInt8 { 0x20 }

    /// Reads a point of the subgroup other than the identity.
    ///
    /// - Throws: `TimelockError` with the codes `wrongLength`, `malformedPoint`, `identityPoint`, `coordinateOutOfRange`,
    ///   `notOnCurve` and `notInSubgroup`, looked for in this order.
    init(compressed bytes: [UInt8]) throws {
        let length = C.Coordinate.byteCount
        guard bytes.count == length, let first = bytes.first else {
            throw TimelockError(.wrongLength, "a point of \(C.name) has \(length) bytes, not \(bytes.count)")
        }
        guard first & Point.compressedFlag != 0 else {
            throw TimelockError(.malformedPoint, "the point of \(C.name) is not compressed")
        }
        var digits = bytes
        digits[0] &= ~(Point.compressedFlag | Point.identityFlag | Point.largerFlag)
        guard first & Point.identityFlag == 0 else {
            guard first & Point.largerFlag == 0, digits.allSatisfy({ $0 == 0 }) else {
                throw TimelockError(.malformedPoint, "the identity of \(C.name) has bits set that are to be zero")
            }
            throw TimelockError(.identityPoint, "the point of \(C.name) is the identity")
        }
        guard let x = C.Coordinate(bigEndianBytes: digits[...]) else {
            throw TimelockError(.coordinateOutOfRange, "the x coordinate of a point of \(C.name) is not below p")
        }
        guard let root = (x.squared() * x + C.b).squareRoot() else {
            throw TimelockError(.notOnCurve, "no point of \(C.name) has this x coordinate")
        }
        let isLarger = first & Point.largerFlag != 0
        self.init(x: x, y: root.isLexicographicallyLarger == isLarger ? root : -root, z: .one)
        guard C.isInSubgroup(self) else {
            throw TimelockError(.notInSubgroup, "the point of \(C.name) is not in the group of order r")
        }
    }

    /// The compressed form.
    var compressed: [UInt8] {
        guard let point = affine() else {
            let rest = [UInt8](repeating: 0, count: C.Coordinate.byteCount - 1)
            return [Point.compressedFlag | Point.identityFlag] + rest
        }
        var bytes = point.x.bigEndianBytes
        bytes[0] |= Point.compressedFlag | (point.y.isLexicographicallyLarger ? Point.largerFlag : 0)
        return bytes
    }
}
