/// A point of a curve in homogeneous coordinates: (x : y : z) stands for (x/z, y/z), and z is zero for the identity.
///
/// Additions are the complete formulas of Renes, Costello and Batina (2016, algorithms 7 and 9): on a curve of odd order
/// there are no exceptions, whichever points are added, and no branches.
struct Point<C: Curve>: Sendable {
    var x: C.Coordinate
    var y: C.Coordinate
    var z: C.Coordinate

    /// Takes three coordinates of a point of the curve.
    init(x: C.Coordinate, y: C.Coordinate, z: C.Coordinate) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// Takes a point that is not the identity.
    init(_ point: AffinePoint<C>) {
        self.init(x: point.x, y: point.y, z: .one)
    }
}

extension Point {
    /// The neutral element.
    static var identity: Point { Point(x: .zero, y: .one, z: .zero) }
    /// Whether this is the neutral element.
    var isIdentity: Bool { z.isZero }

    /// Adds any two points.
    static func + (left: Point, right: Point) -> Point {
        let xx = left.x * right.x
        let yy = left.y * right.y
        let zz = left.z * right.z
        let xy = (left.x + left.y) * (right.x + right.y) - xx - yy
        let yz = (left.y + left.z) * (right.y + right.z) - yy - zz
        let xz = (left.x + left.z) * (right.x + right.z) - xx - zz
        let tripleXX = xx.tripled()
        let scaledZZ = C.timesTripleB(zz)
        let scaledXZ = C.timesTripleB(xz)
        let sum = yy + scaledZZ
        let difference = yy - scaledZZ
        return Point(
            x: xy * difference - yz * scaledXZ,
            y: sum * difference + tripleXX * scaledXZ,
            z: yz * sum + tripleXX * xy
        )
    }

    /// Negates.
    static prefix func - (operand: Point) -> Point { Point(x: operand.x, y: -operand.y, z: operand.z) }

    /// The point plus itself.
    func doubled() -> Point {
        let yy = y.squared()
        let scaledZZ = C.timesTripleB(z.squared())
        let eightYY = yy.doubled().doubled().doubled()
        let difference = yy - scaledZZ.tripled()
        return Point(
            x: (difference * (x * y)).doubled(),
            y: difference * (yy + scaledZZ) + eightYY * scaledZZ,
            z: eightYY * (y * z)
        )
    }

    /// The coordinates of the plane: nil for the identity.
    func affine() -> AffinePoint<C>? {
        guard !isIdentity else { return nil }
        let inverse = z.inverse()
        return AffinePoint(x: x * inverse, y: y * inverse)
    }

    /// Whether the coordinates satisfy y²z = x³ + bz³.
    var isOnCurve: Bool {
        y.squared() * z == x.squared() * x + C.b * (z.squared() * z)
    }
}

extension Point: Equatable {
    /// Compares the points and not their coordinates, which are known up to a factor only.
    static func == (left: Point, right: Point) -> Bool {
        left.isIdentity == right.isIdentity && left.x * right.z == right.x * left.z
            && left.y * right.z == right.y * left.z
    }
}

/// A point of a curve other than the identity, by its two coordinates.
struct AffinePoint<C: Curve>: Sendable, Equatable {
    var x: C.Coordinate
    var y: C.Coordinate
}
