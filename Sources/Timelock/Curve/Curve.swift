/// A curve y² = x³ + b of odd order, with a subgroup of the prime order r.
protocol Curve: Sendable {
    /// The field of the coordinates.
    associatedtype Coordinate: Field

    /// The name in messages.
    static var name: String { get }
    /// The coefficient b.
    static var b: Coordinate { get }
    /// The generator of the subgroup that everybody uses.
    static var generator: AffinePoint<Self> { get }

    /// Returns an element times 3b.
    static func timesTripleB(_ element: Coordinate) -> Coordinate
    /// Whether a point of the curve is in the subgroup.
    static func isInSubgroup(_ point: Point<Self>) -> Bool
}
