/// A number in compact form: one, two or four bytes for small ones, more for larger ones.
package struct Compact<Number: FixedWidthInteger & UnsignedInteger & Sendable>: ScaleCodable, Hashable, Sendable {
    /// The number.
    package let number: Number

    /// Wraps a number.
    package init(_ number: Number) { self.number = number }

    /// Reads the shortest form of a number.
    package init(from reader: inout ScaleReader) throws { number = try reader.compact() }

    /// Writes the shortest form.
    package func write(to writer: inout ScaleWriter) { writer.compact(number) }
}
