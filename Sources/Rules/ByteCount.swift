/// A size in bytes.
package struct ByteCount: Sendable, Hashable {
    /// The number of bytes.
    package var bytes: Int

    /// Makes a size.
    ///
    /// - Parameter bytes: The number of bytes.
    package init(_ bytes: Int) {
        self.bytes = bytes
    }
}

extension ByteCount: Comparable {
    /// Orders sizes, smallest first.
    package static func < (lhs: ByteCount, rhs: ByteCount) -> Bool { lhs.bytes < rhs.bytes }
}

extension ByteCount: Codable {
    /// Reads a whole number of bytes.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when there is no whole number.
    package init(from decoder: any Decoder) throws {
        let number = try decoder.singleValueContainer().decode(Double.self)
        bytes = try WholeNumber.exactly(number, path: decoder.codingPath)
    }

    /// Writes the number of bytes.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(bytes)
    }
}

extension ByteCount: CustomStringConvertible {
    /// The size with its unit, such as `500000 bytes`.
    package var description: String { "\(bytes) bytes" }
}
