/// A round of a drand chain, of which the first is number 1.
package struct DrandRound: Sendable, Hashable, Comparable {
    /// The number, at least 1.
    package let number: UInt64

    /// Checks a number.
    ///
    /// - Throws: `TimelockError.Code.roundOutOfRange` for 0, which drand uses for the time before its first round.
    package init(_ number: UInt64) throws {
        guard number > 0 else { throw TimelockError(.roundOutOfRange, "rounds of drand begin at 1") }
        self.number = number
    }

    /// Eight bytes, the most significant first.
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

    /// Orders by number, which is by time.
    package static func < (left: DrandRound, right: DrandRound) -> Bool { left.number < right.number }
}

extension DrandRound: CustomStringConvertible {
    /// The number.
    package var description: String { "\(number)" }
}
