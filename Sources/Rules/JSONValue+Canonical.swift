package import FoundationEssentials

extension JSONValue {
    /// Returns the one canonical text of this value.
    ///
    /// Keys are sorted by their UTF-8 bytes, there is no whitespace, only what JSON requires is escaped, and a number is
    /// written as the shortest text that reads back as the same number. Whole numbers have no fraction. A number that
    /// JSON cannot hold (not finite) becomes `null`.
    package var canonicalText: String {
        var text = ""
        write(to: &text)
        return text
    }

    /// Returns any encodable value as JSON of no fixed shape.
    ///
    /// - Parameter value: The value to convert. It must encode as JSON.
    /// - Throws: `EncodingError` when it does not, for example because a number in it is not finite.
    package init(encoding value: some Encodable) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
    }

    /// Reads JSON text.
    ///
    /// - Parameter data: UTF-8 text of one JSON value.
    /// - Throws: `DecodingError` when it is not JSON.
    package init(parsing data: Data) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: data)
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .integer(let whole): text += String(whole)
        case .fraction(let number): text += Self.canonicalNumber(number)
        case .string(let string): Self.write(string, to: &text)
        case .array(let elements): Self.write(elements, to: &text)
        case .object(let members): Self.write(members, to: &text)
        }
    }

    private static func canonicalNumber(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        return Int64(exactly: number).map(String.init) ?? number.description
    }

    private static func write(_ elements: [JSONValue], to text: inout String) {
        text += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            element.write(to: &text)
        }
        text += "]"
    }

    private static func write(_ members: [String: JSONValue], to text: inout String) {
        text += "{"
        let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (index, member) in sorted.enumerated() {
            if index > 0 { text += "," }
            write(member.key, to: &text)
            text += ":"
            member.value.write(to: &text)
        }
        text += "}"
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{0}"..."\u{1F}":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
