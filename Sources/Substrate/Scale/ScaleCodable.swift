/// A type with one encoding in SCALE.
///
/// Tuples and enumerations are written by hand: their parts one after the other, after the byte of the case.
package protocol ScaleCodable {
    /// Reads a value.
    init(from reader: inout ScaleReader) throws
    /// Writes the value.
    func write(to writer: inout ScaleWriter)
}

extension ScaleCodable {
    /// Reads a value from all of some bytes.
    ///
    /// - Parameter bytes: The encoding and nothing else.
    /// - Throws: `SubstrateError` with `truncated`, `trailingBytes`, `malformedScale` or `tooLarge`.
    package init(scale bytes: [UInt8]) throws {
        var reader = ScaleReader(bytes)
        self = try Self(from: &reader)
        try reader.finish()
    }

    /// The encoding.
    package var scale: [UInt8] { ScaleWriter.bytes { write(to: &$0) } }
}

extension ScaleCodable where Self: FixedWidthInteger {
    /// Reads an integer of fixed width, lowest byte first.
    package init(from reader: inout ScaleReader) throws { self = try reader.integer() }

    /// Writes the integer, lowest byte first.
    package func write(to writer: inout ScaleWriter) { writer.integer(self) }
}

extension UInt8: ScaleCodable {}
extension UInt16: ScaleCodable {}
extension UInt32: ScaleCodable {}
extension UInt64: ScaleCodable {}
extension UInt128: ScaleCodable {}
extension Int8: ScaleCodable {}
extension Int16: ScaleCodable {}
extension Int32: ScaleCodable {}
extension Int64: ScaleCodable {}
extension Int128: ScaleCodable {}

extension Bool: ScaleCodable {
    /// Reads a byte that is 0 or 1.
    package init(from reader: inout ScaleReader) throws { self = try reader.bool() }

    /// Writes a byte.
    package func write(to writer: inout ScaleWriter) { writer.bool(self) }
}

extension String: ScaleCodable {
    /// Reads UTF-8 text.
    package init(from reader: inout ScaleReader) throws { self = try reader.text() }

    /// Writes UTF-8 text.
    package func write(to writer: inout ScaleWriter) { writer.text(self) }
}

extension Optional: ScaleCodable where Wrapped: ScaleCodable {
    /// Reads a byte that says whether there is a value, and the value.
    package init(from reader: inout ScaleReader) throws { self = try reader.option { try Wrapped(from: &$0) } }

    /// Writes whether there is a value, and the value.
    package func write(to writer: inout ScaleWriter) { writer.option(self) { $1.write(to: &$0) } }
}

extension Array: ScaleCodable where Element: ScaleCodable {
    /// Reads a sequence, whose elements have to take one byte each at least.
    package init(from reader: inout ScaleReader) throws { self = try reader.sequence { try Element(from: &$0) } }

    /// Writes a sequence.
    package func write(to writer: inout ScaleWriter) { writer.sequence(self) { $1.write(to: &$0) } }
}
