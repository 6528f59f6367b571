extension KeyedDecodingContainer {
    /// Reads a whole number for every `Int` of this module.
    ///
    /// The container's own method is shadowed on purpose: given a number with a fraction, `JSONDecoder` fails without
    /// saying at which key.
    ///
    /// - Throws: `DecodingError` with the path of the key.
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
        try WholeNumber.exactly(decode(Double.self, forKey: key), path: codingPath + [key])
    }
}

/// Whole numbers out of JSON's only kind of number, exact up to 2 to the 53rd.
enum WholeNumber {
    /// Returns a number as `Int`.
    ///
    /// - Parameters:
    ///   - number: The number that was read.
    ///   - path: Where it was read.
    /// - Returns: The same number.
    /// - Throws: `DecodingError.dataCorrupted` when it has a fraction or is too large.
    static func exactly(_ number: Double, path: [any CodingKey]) throws -> Int {
        guard let whole = Int(exactly: number) else {
            throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "not a whole number"))
        }
        return whole
    }
}
