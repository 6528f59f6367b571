/// Reads JSON text that is spelled canonically, as ``JSONValue/canonicalText`` writes it.
///
/// It is made for many long lines: nothing is tried twice. What it takes is not yet known to be canonical; the caller
/// writes the value out again and compares.
package struct CanonicalParser {
    private let bytes: [UInt8]
    private var place = 0

    /// The deepest nesting that is read.
    private static let mostDepth = 64

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads one value.
    ///
    /// - Parameter bytes: UTF-8 text of one value, without anything around it.
    /// - Returns: The value, or nil when the bytes are not canonical JSON, or nested deeper than 64 levels.
    package static func parse(_ bytes: [UInt8]) -> JSONValue? {
        var parser = CanonicalParser(bytes)
        guard let value = parser.value(0), parser.place == bytes.count else { return nil }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ byte: Character) -> Bool {
        guard next == byte.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func take(_ word: StaticString, _ value: JSONValue) -> JSONValue? {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count, "\(word)".utf8.elementsEqual(bytes[place..<end]) else { return nil }
        place = end
        return value
    }

    private mutating func value(_ depth: Int) -> JSONValue? {
        guard let next, depth < Self.mostDepth else { return nil }
        switch next {
        case UInt8(ascii: "{"): return object(depth)
        case UInt8(ascii: "["): return array(depth)
        case UInt8(ascii: "\""): return string().map(JSONValue.string)
        case UInt8(ascii: "t"): return take("true", .bool(true))
        case UInt8(ascii: "f"): return take("false", .bool(false))
        case UInt8(ascii: "n"): return take("null", .null)
        default: return number()
        }
    }

    private mutating func object(_ depth: Int) -> JSONValue? {
        guard take("{") else { return nil }
        var members: [String: JSONValue] = [:]
        if take("}") { return .object(members) }
        repeat {
            guard let key = string(), take(":"), let value = value(depth + 1) else { return nil }
            members[key] = value
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func array(_ depth: Int) -> JSONValue? {
        guard take("[") else { return nil }
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        repeat {
            guard let value = value(depth + 1) else { return nil }
            elements.append(value)
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    private mutating func number() -> JSONValue? {
        let start = place
        while let next, Self.numberBytes.contains(next) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if let whole = Int64(text) { return .integer(whole) }
        return Double(text).map(JSONValue.fraction)
    }

    private static let numberBytes = Set("0123456789+-.e".utf8)

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        var start = place
        while let next {
            if next == UInt8(ascii: "\"") {
                text += bytes[start..<place]
                place += 1
                return String(validating: text, as: UTF8.self)
            }
            if next == UInt8(ascii: "\\") {
                text += bytes[start..<place]
                guard let escaped = escape() else { return nil }
                text.append(escaped)
                start = place
            } else {
                place += 1
            }
        }
        return nil
    }

    /// The characters that have to be escaped are all of one byte.
    private mutating func escape() -> UInt8? {
        guard place + 1 < bytes.count else { return nil }
        place += 2
        switch bytes[place - 1] {
        case UInt8(ascii: "\""): return UInt8(ascii: "\"")
        case UInt8(ascii: "\\"): return UInt8(ascii: "\\")
        case UInt8(ascii: "n"): return UInt8(ascii: "\n")
        case UInt8(ascii: "r"): return UInt8(ascii: "\r")
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "u"):
            guard place + 4 <= bytes.count else { return nil }
            place += 4
            return UInt8(String(decoding: bytes[(place - 4)..<place], as: UTF8.self), radix: 16)
        default: return nil
        }
    }
}
