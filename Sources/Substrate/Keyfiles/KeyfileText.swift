/// A flat JSON object of strings and whole numbers, read without making a text of any value.
///
/// Keyfiles are read with this and not with a JSON decoder, so that secrets are never in memory that cannot be wiped. No
/// value of a keyfile needs an escape, so there are none.
struct KeyfileText {
    /// Where the value of a member lies, or its number.
    enum Value {
        case string(Range<Int>)
        case number(Int)
        case null
    }

    private(set) var members: [String: Value] = [:]
    private let text: UnsafeRawBufferPointer
    private var place = 0

    private static let mostMembers = 32

    /// The buffer has to outlive nothing but this call; ranges are places in it.
    init(_ text: UnsafeRawBufferPointer) throws {
        self.text = text
        try expect("{")
        while true {
            let key = String(decoding: text[try string()], as: UTF8.self)
            try expect(":")
            let value = try value()
            guard members.updateValue(value, forKey: key) == nil, members.count <= Self.mostMembers else {
                throw malformed("a member twice, or too many of them")
            }
            skipBlanks()
            guard next == UInt8(ascii: ",") else { break }
            place += 1
        }
        try expect("}")
        skipBlanks()
        guard place == text.count else { throw malformed("something after the object") }
    }

    private var next: UInt8? { place < text.count ? text[place] : nil }

    private mutating func skipBlanks() {
        while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
    }

    private mutating func expect(_ character: Character) throws {
        skipBlanks()
        guard let next, next == character.asciiValue else { throw malformed("no '\(character)'") }
        place += 1
    }

    private mutating func string() throws -> Range<Int> {
        try expect("\"")
        let start = place
        while let next, next != UInt8(ascii: "\"") {
            guard next >= 0x20, next != UInt8(ascii: "\\") else { throw malformed("a control character or an escape") }
            place += 1
        }
        guard next != nil else { throw malformed("no end of a string") }
        place += 1
        return start..<place - 1
    }

    private mutating func value() throws -> Value {
        skipBlanks()
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "n"):
            let end = place + 4
            guard end <= text.count, text[place..<end].elementsEqual("null".utf8) else { throw malformed("no value") }
            place = end
            return .null
        default:
            let start = place
            while let next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
            guard let number = Int(String(decoding: text[start..<place], as: UTF8.self)) else {
                throw malformed("a value that is neither a string nor a whole number")
            }
            return .number(number)
        }
    }

    private func malformed(_ what: String) -> SubstrateError {
        SubstrateError(.malformedKeyfile, "the keyfile has \(what) at byte \(place)")
    }
}
