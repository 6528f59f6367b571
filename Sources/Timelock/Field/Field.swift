/// What the curves need of a field.
///
/// Every operation but `squareRoot`, `isLexicographicallyLarger` and the comparison takes the same time for all values.
protocol Field: Sendable, Equatable {
    /// The neutral element of addition.
    static var zero: Self { get }
    /// The neutral element of multiplication.
    static var one: Self { get }
    /// The length of the big-endian form in bytes.
    static var byteCount: Int { get }

    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    static prefix func - (operand: Self) -> Self

    /// Reads a big-endian form: nil when it is of another length or a number in it is not below p.
    init?(bigEndianBytes: ArraySlice<UInt8>)
    /// The big-endian form.
    var bigEndianBytes: [UInt8] { get }

    /// The element times itself.
    func squared() -> Self
    /// The inverse; zero for zero.
    func inverse() -> Self
    /// A square root: nil when there is none.
    func squareRoot() -> Self?
    /// Whether the element comes after its negative in the order of the ZCash point format.
    var isLexicographicallyLarger: Bool { get }
    /// Returns `other` for a mask of ones, and `self` for a mask of zeros.
    func replaced(by other: Self, where mask: UInt64) -> Self
}

extension Field {
    /// Whether the element is the neutral element of addition.
    var isZero: Bool { self == .zero }
    /// The element plus itself.
    @inline(__always) func doubled() -> Self { self + self }
    /// Three times the element.
    @inline(__always) func tripled() -> Self { self + self + self }
}
