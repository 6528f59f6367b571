/// A length of time that is written in seconds, fractions allowed.
package struct Seconds: Sendable, Hashable {
    /// The number of seconds.
    package var value: Double

    /// Makes a length of time.
    ///
    /// - Parameter value: The number of seconds.
    package init(_ value: Double) {
        self.value = value
    }

    /// The same length of time for clocks and timers.
    package var duration: Duration { .seconds(value) }
}

extension Seconds: Codable {
    /// Reads a number of seconds.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: `DecodingError` when there is no number.
    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
    }

    /// Writes the number of seconds.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: Whatever the encoder throws.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Seconds: CustomStringConvertible {
    /// The length of time with its unit, such as `20.0 seconds`.
    package var description: String { "\(value) seconds" }
}
