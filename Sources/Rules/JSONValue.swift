/// A piece of JSON whose shape is not fixed beforehand, such as the numbers behind a verdict.
///
/// A whole number within `Int64` is read as `.integer`, however it was written (`1`, `1.0`), so that equal documents
/// compare equal and have the same canonical text. Numbers are made with `number(_:)`, which keeps to this.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case fraction(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// Returns a number: an `.integer` when it is whole, otherwise a `.fraction`.
    package static func number(_ number: Double) -> JSONValue {
        Int64(exactly: number).map(JSONValue.integer) ?? .fraction(number)
    }
}

extension JSONValue: Codable {
    /// Reads any JSON value.
    ///
    /// - Parameter decoder: A decoder that describes itself, such as `JSONDecoder`.
    /// - Throws: `DecodingError` when the value is none of JSON's kinds.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let whole = try? container.decode(Int64.self) {
            self = .integer(whole)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value as JSON of the same shape.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: `EncodingError` for a number that JSON cannot hold.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let whole): try container.encode(whole)
        case .fraction(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue {
    /// The value as a number, if it is one.
    package var double: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .fraction(let number): number
        default: nil
        }
    }
}
