/// A whole number from 0 below 2^256.
///
/// It can be compared, printed, read and written; nothing here calculates with it.
package struct UInt256: Sendable, Hashable {
    /// The upper half.
    package let high: UInt128
    /// The lower half.
    package let low: UInt128

    /// Puts two halves together.
    package init(high: UInt128 = 0, low: UInt128) {
        self.high = high
        self.low = low
    }
}

extension UInt256: ScaleCodable {
    /// Reads 32 bytes, lowest first.
    package init(from reader: inout ScaleReader) throws {
        let low: UInt128 = try reader.integer()
        self.init(high: try reader.integer(), low: low)
    }

    /// Writes 32 bytes, lowest first.
    package func write(to writer: inout ScaleWriter) {
        writer.integer(low)
        writer.integer(high)
    }
}

extension UInt256: Comparable, CustomStringConvertible {
    /// Orders by size.
    package static func < (left: UInt256, right: UInt256) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }

    /// The number in decimal digits.
    package var description: String {
        guard high > 0 else { return String(low) }
        let base: UInt128 = 10_000_000_000_000_000_000
        var parts: [UInt128] = []
        var limbs = [UInt64(high >> 64), UInt64(truncatingIfNeeded: high), UInt64(low >> 64)]
        limbs.append(UInt64(truncatingIfNeeded: low))
        while limbs.contains(where: { $0 > 0 }) {
            var rest: UInt128 = 0
            for index in limbs.indices {
                let dividend = rest << 64 | UInt128(limbs[index])
                limbs[index] = UInt64(dividend / base)
                rest = dividend % base
            }
            parts.append(rest)
        }
        let first = String(parts.removeLast())
        return parts.reversed().reduce(first) { text, part in
            let digits = String(part)
            return text + String(repeating: "0", count: 19 - digits.count) + digits
        }
    }
}
