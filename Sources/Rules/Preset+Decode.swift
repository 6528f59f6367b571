package import FoundationEssentials

extension Preset {
    /// Reads a preset strictly.
    ///
    /// - Parameter data: UTF-8 text of one JSON object.
    /// - Returns: A preset whose numbers all make sense.
    /// - Throws: `PresetError` naming the first thing that is wrong.
    package static func decode(_ data: Data) throws(PresetError) -> Preset {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: data)
        } catch {
            throw .notJSON("it cannot be parsed")
        }
        let preset = try decode(data, document: document)
        if let key = unknownKey(in: document, known: try known(preset), path: []) {
            throw .unknownKey(key)
        }
        try preset.validate()
        return preset
    }

    private static func decode(_ data: Data, document: JSONValue) throws(PresetError) -> Preset {
        do {
            return try JSONDecoder().decode(Preset.self, from: data)
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

    private static func known(_ preset: Preset) throws(PresetError) -> JSONValue {
        do {
            return try JSONValue(encoding: preset)
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

    /// Finds a key of the document that is lost when the decoded preset is written out again.
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
