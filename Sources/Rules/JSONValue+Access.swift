import FoundationEssentials

extension JSONValue {
    /// The value of a member, or nil when this is no object or has none of this name.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The text that this is, or nil when it is none.
    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// Reads a value of a type from this document.
    ///
    /// - Parameter type: The type.
    /// - Returns: The value.
    /// - Throws: `DecodingError` when this is not one.
    package func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(canonicalText.utf8))
    }
}
