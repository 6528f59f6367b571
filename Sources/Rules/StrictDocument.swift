import FoundationEssentials

/// Reading JSON documents strictly: nothing is ignored, and what is wrong is named.
enum StrictDocument {
    /// Reads a document of a type.
    ///
    /// - Parameters:
    ///   - type: The type; what it encodes holds every key that it knows.
    ///   - data: UTF-8 text of one JSON object.
    /// - Returns: The value.
    /// - Throws: `PresetError` naming the first unknown key, missing key or value of another type.
    static func decode<Value: Codable>(_ type: Value.Type, from data: Data) throws(PresetError) -> Value {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: data)
        } catch {
            throw .notJSON("it cannot be parsed")
        }
        let value = try decode(type, from: data, document: document)
        if let key = unknownKey(in: document, known: try known(value), path: []) {
            throw .unknownKey(key)
        }
        return value
    }

    private static func decode<Value: Codable>(
        _ type: Value.Type,
        from data: Data,
        document: JSONValue
    ) throws(PresetError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let DecodingError.keyNotFound(key, context) {
            throw .missingKey(dotted(context.codingPath + [key]))
        } catch let DecodingError.typeMismatch(_, context) {
            throw wrongValue(at: context.codingPath, in: document)
        } catch let DecodingError.valueNotFound(_, context) {
            throw wrongValue(at: context.codingPath, in: document)
        } catch let DecodingError.dataCorrupted(context) {
            throw wrongValue(at: context.codingPath, in: document)
        } catch {
            throw .notJSON("\(error)")
        }
    }

    private static func known(_ value: some Encodable) throws(PresetError) -> JSONValue {
        do {
            return try JSONValue(encoding: value)
        } catch {
            throw .notJSON("it holds a number that is not finite")
        }
    }

    private static func wrongValue(at path: [any CodingKey], in document: JSONValue) -> PresetError {
        var value = document
        for key in path {
            switch value {
            case .object(let members): value = members[key.stringValue] ?? .null
            case .array(let elements):
                guard let index = key.intValue, elements.indices.contains(index) else { continue }
                value = elements[index]
            default: continue
            }
        }
        return .wrongValue(key: dotted(path), value: value.canonicalText)
    }

    /// Finds a key of the document that is lost when the decoded value is written out again.
    private static func unknownKey(in document: JSONValue, known: JSONValue, path: [String]) -> String? {
        guard case .object(let members) = document, case .object(let knownMembers) = known else { return nil }
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let knownValue = knownMembers[key] else { return (path + [key]).joined(separator: ".") }
            if let deeper = unknownKey(in: value, known: knownValue, path: path + [key]) { return deeper }
        }
        return nil
    }

    private static func dotted(_ path: [any CodingKey]) -> String {
        path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: ".")
    }
}
