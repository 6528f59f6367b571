extension TypeRegistry {
    /// Reads a value from all of some bytes.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - bytes: The encoding and nothing else.
    /// - Returns: The value.
    /// - Throws: `SubstrateError` with `truncated`, `trailingBytes`, `malformedScale`, `tooLarge`, `unknownType` and
    ///   `malformedMetadata`.
    package func decode(_ type: TypeID, _ bytes: [UInt8]) throws -> DynamicValue {
        var reader = ScaleReader(bytes)
        let value = try decode(type, from: &reader)
        try reader.finish()
        return value
    }

    /// Reads a value from where a reader is.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - reader: Is left after the value.
    /// - Returns: The value.
    /// - Throws: `SubstrateError`, as for whole encodings but for `trailingBytes`.
    package func decode(_ type: TypeID, from reader: inout ScaleReader) throws -> DynamicValue {
        var decoder = DynamicDecoder(self, forBytes: reader.remaining)
        return try decoder.value(type, from: &reader)
    }

    /// Returns the encoding of a value.
    ///
    /// - Parameters:
    ///   - value: The value. Fields may be given by name in any order, or all of them by place.
    ///   - type: The type that it has to fit.
    ///   - place: How messages call it.
    /// - Returns: The encoding.
    /// - Throws: `SubstrateError` with `typeMismatch`, `unknownName`, `tooLarge`, `unknownType` and `malformedMetadata`.
    package func encode(_ value: DynamicValue, as type: TypeID, at place: String = "the value") throws -> [UInt8] {
        try ScaleWriter.bytes { try encode(value, as: type, at: place, to: &$0) }
    }

    func encode(_ value: DynamicValue, as type: TypeID, at place: String, to writer: inout ScaleWriter) throws {
        try DynamicEncoder(self).write(value, as: type, at: place, to: &writer)
    }
}
