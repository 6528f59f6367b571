import Rules

/// Learns the JSON schema of a type by letting it decode itself: whatever it asks for is written down.
///
/// What a type asks for with `decodeIfPresent` is optional. A closed set of words has to be `CaseIterable`.
final class SchemaRecorder {
    private let key: (String) -> String
    private var properties: [String: JSONValue] = [:]
    private var optional: Set<String> = []
    private var single: JSONValue?
    private var items: JSONValue?
    private var isNullable = false

    private init(key: @escaping (String) -> String) {
        self.key = key
    }

    /// Returns the schema of a type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - key: How a property's name is spelled.
    /// - Returns: The schema, as JSON.
    static func schema<Value: Decodable>(
        of type: Value.Type,
        key: @escaping (String) -> String = { $0 }
    ) -> JSONValue {
        do {
            return try record(type, key: key).schema
        } catch {
            preconditionFailure("\(type) cannot be decoded from samples, so it has no schema: \(error)")
        }
    }

    private var schema: JSONValue {
        if let single { return isNullable ? Self.nullable(single) : single }
        if let items { return .object(["type": .string("array"), "items": items]) }
        var members: [String: JSONValue] = ["type": .string("object")]
        if !properties.isEmpty {
            members["properties"] = .object(properties)
            members["required"] = .array(properties.keys.filter { !optional.contains($0) }.sorted().map { .string($0) })
        }
        return .object(members)
    }

    private static func nullable(_ schema: JSONValue) -> JSONValue {
        .object(["anyOf": .array([schema, .object(["type": .string("null")])])])
    }

    /// Returns the schema of a type and a sample of it.
    private static func record<Value: Decodable>(
        _ type: Value.Type,
        key: @escaping (String) -> String
    ) throws -> (schema: JSONValue, sample: Value) {
        if let sample = JSONValue.null as? Value { return (.object([:]), sample) }
        if let (schema, sample) = primitive(type) { return (schema, sample) }
        if let cases = type as? any CaseIterable.Type, let (words, first) = closedSet(cases),
            let first = first as? Value
        {
            return (.object(["type": .string("string"), "enum": .array(words.map { .string($0) })]), first)
        }
        let recorder = SchemaRecorder(key: key)
        let sample = try Value(from: recorder)
        return (recorder.schema, sample)
    }

    private static func primitive<Value>(_ type: Value.Type) -> (JSONValue, Value)? {
        let (name, sample): (String, Any) =
            switch type {
            case is String.Type: ("string", "")
            case is Bool.Type: ("boolean", false)
            case is Double.Type: ("number", 0.0)
            case is Int.Type: ("integer", 0)
            case is Int64.Type: ("integer", Int64(0))
            case is UInt64.Type: ("integer", UInt64(0))
            case is UInt16.Type: ("integer", UInt16(0))
            default: ("", 0)
            }
        guard !name.isEmpty, let sample = sample as? Value else { return nil }
        return (.object(["type": .string(name)]), sample)
    }

    private static func closedSet<Cases: CaseIterable>(_ type: Cases.Type) -> (words: [String], first: Any)? {
        let words = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        guard let first = type.allCases.first, !words.isEmpty else { return nil }
        return (words, first)
    }
}

extension SchemaRecorder: Decoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Properties<Key>(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { Items(recorder: self) }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single(recorder: self) }
}

extension SchemaRecorder {
    /// The properties that a type asks for by name.
    private struct Properties<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { [] }
        var allKeys: [Key] { [] }

        func contains(_ key: Key) -> Bool { true }

        /// Only `decodeIfPresent` asks this.
        func decodeNil(forKey key: Key) -> Bool {
            recorder.optional.insert(recorder.key(key.stringValue))
            return false
        }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            let (schema, sample) = try SchemaRecorder.record(type, key: recorder.key)
            recorder.properties[recorder.key(key.stringValue)] = schema
            return sample
        }

        func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedDecodingContainer<
            Nested
        > {
            recorder.container(keyedBy: type)
        }

        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { recorder.unkeyedContainer() }
        func superDecoder() -> any Decoder { recorder }
        func superDecoder(forKey key: Key) -> any Decoder { recorder }
    }

    /// The elements of a list: one is enough to know them all.
    private struct Items: UnkeyedDecodingContainer {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { [] }
        var count: Int? { 1 }
        var currentIndex = 0
        var isAtEnd: Bool { currentIndex > 0 }

        mutating func decodeNil() -> Bool { false }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let (schema, sample) = try SchemaRecorder.record(type, key: recorder.key)
            recorder.items = schema
            currentIndex += 1
            return sample
        }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedDecodingContainer<Nested> {
            recorder.container(keyedBy: type)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { recorder.unkeyedContainer() }
        mutating func superDecoder() -> any Decoder { recorder }
    }

    /// The one value that a type consists of.
    private struct Single: SingleValueDecodingContainer {
        let recorder: SchemaRecorder
        var codingPath: [any CodingKey] { [] }

        func decodeNil() -> Bool {
            recorder.isNullable = true
            return false
        }

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let (schema, sample) = try SchemaRecorder.record(type, key: recorder.key)
            recorder.single = schema
            return sample
        }
    }
}
