/// A closed range of numbers, written in JSON as `[lower, upper]`.
package struct Band: Sendable, Hashable {
    /// The smallest number inside.
    package var lower: Double
    /// The largest number inside.
    package var upper: Double

    /// Makes a band.
    ///
    /// - Parameters:
    ///   - lower: The smallest number inside.
    ///   - upper: The largest number inside.
    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    /// Returns whether a number lies inside, the ends included.
    ///
    /// Not-a-number is in no band.
    package func contains(_ number: Double) -> Bool { number >= lower && number <= upper }
}

extension Band: Codable {
    /// Reads an array of exactly two numbers.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when there are fewer or more than two, or anything but numbers.
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        lower = try container.decode(Double.self)
        upper = try container.decode(Double.self)
        guard container.isAtEnd else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "a band has exactly two numbers"
            )
        }
    }

    /// Writes both ends, the lower first.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(lower)
        try container.encode(upper)
    }
}
