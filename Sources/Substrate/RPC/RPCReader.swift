/// Reads JSON (RFC 8259) that nobody vouches for: one value, valid UTF-8, no member twice, no deeper than 64 levels.
struct RPCReader {
    private let bytes: [UInt8]
    private var place = 0

    static let mostDepth = 64

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func value(_ bytes: [UInt8]) throws -> RPCValue {
        var reader = RPCReader(bytes)
        let value = try reader.value(0)
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.malformed("something after the value") }
        return value
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let next, next == 0x20 || next == 0x0A || next == 0x0D || next == 0x09 { place += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipBlanks()
        guard next == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ character: Character) throws {
        guard take(character) else { throw malformed("no '\(character)'") }
    }

    private mutating func word(_ word: String, _ value: RPCValue) throws -> RPCValue {
        let end = place + word.utf8.count
        guard end <= bytes.count, bytes[place..<end].elementsEqual(word.utf8) else { throw malformed("no value") }
        place = end
        return value
    }

    private mutating func value(_ depth: Int) throws -> RPCValue {
        guard depth < Self.mostDepth else {
            throw SubstrateError(.tooLarge, "the JSON is nested deeper than \(Self.mostDepth) levels")
        }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try array(depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func object(_ depth: Int) throws -> RPCValue {
        try expect("{")
        var members: [String: RPCValue] = [:]
        guard !take("}") else { return .object(members) }
        repeat {
            skipBlanks()
            let name = try string()
            try expect(":")
            guard members.updateValue(try value(depth + 1), forKey: name) == nil else {
                throw malformed("a member twice")
            }
        } while take(",")
        try expect("}")
        return .object(members)
    }

    private mutating func array(_ depth: Int) throws -> RPCValue {
        try expect("[")
        var elements: [RPCValue] = []
        guard !take("]") else { return .array(elements) }
        repeat { elements.append(try value(depth + 1)) } while take(",")
        try expect("]")
        return .array(elements)
    }

    func malformed(_ what: String) -> SubstrateError {
        SubstrateError(.malformedJSON, "the JSON has \(what) at byte \(place)")
    }
}

extension RPCReader {
    private mutating func digits() -> Int {
        let start = place
        while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
        return place - start
    }

    private mutating func number() throws -> RPCValue {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let leading = next
        let count = digits()
        guard count == 1 || count > 1 && leading != UInt8(ascii: "0") else { throw malformed("no value") }
        let isWhole = next != UInt8(ascii: ".") && next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
        if next == UInt8(ascii: ".") {
            place += 1
            guard digits() > 0 else { throw malformed("a number without digits after the point") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() > 0 else { throw malformed("a number without an exponent") }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let whole = Int64(text) { return .integer(whole) }
        guard let number = Double(text), number.isFinite else { throw malformed("a number out of range") }
        return .fraction(number)
    }

    private mutating func string() throws -> String {
        guard next == UInt8(ascii: "\"") else { throw malformed("no string") }
        place += 1
        var text: [UInt8] = []
        var start = place
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += bytes[start..<place]
                guard let string = String(validating: text, as: UTF8.self) else { throw malformed("text not in UTF-8") }
                place += 1
                return string
            case UInt8(ascii: "\\"):
                text += bytes[start..<place]
                place += 1
                text += try escaped()
                start = place
            case ..<0x20: throw malformed("a control character")
            default: place += 1
            }
        }
        throw malformed("no end of a string")
    }

    private mutating func escaped() throws -> [UInt8] {
        guard let letter = next else { throw malformed("no end of an escape") }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try escapedScalar())).utf8)
        default: throw malformed("an unknown escape")
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard 0xD800..<0xDC00 ~= high, next == UInt8(ascii: "\\"), place + 1 < bytes.count,
            bytes[place + 1] == UInt8(ascii: "u")
        else { throw malformed("half a character") }
        place += 2
        let low = try codeUnit()
        guard 0xDC00..<0xE000 ~= low,
            let scalar = Unicode.Scalar(0x10000 + UInt32(high - 0xD800) << 10 + UInt32(low - 0xDC00))
        else { throw malformed("half a character") }
        return scalar
    }

    private mutating func codeUnit() throws -> UInt16 {
        guard place + 4 <= bytes.count, let pair = Hexadecimal.bytes(ofDigits: bytes[place..<place + 4]) else {
            throw malformed("an escape without four digits")
        }
        place += 4
        return UInt16(pair[0]) << 8 | UInt16(pair[1])
    }
}
