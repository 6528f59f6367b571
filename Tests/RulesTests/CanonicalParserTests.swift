import Foundation
import Testing

@testable import Rules

@Suite struct CanonicalParserTests {
    private func parse(_ text: String) -> JSONValue? { CanonicalParser.parse(Array(text.utf8)) }

    /// A value that is different every time, with everything in it that JSON can hold.
    private func value(_ dice: inout SplitMix, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &dice) {
        case 0: .null
        case 1: .bool(Bool.random(using: &dice))
        case 2: .integer(Int64(bitPattern: dice.next()) >> Int64.random(in: 0...63, using: &dice))
        case 3:
            .number(
                [Double(bitPattern: dice.next()), 0.1, .leastNonzeroMagnitude, -2.5e19].filter(\.isFinite)
                    .randomElement(using: &dice)
                    ?? 0
            )
        case 4: .string(text(&dice))
        case 5: .array((0..<Int.random(in: 0...4, using: &dice)).map { _ in value(&dice, depth: depth + 1) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0...4, using: &dice)).map { _ in (text(&dice), value(&dice, depth: depth + 1)) }
                ) { $1 }
            )
        }
    }

    private func text(_ dice: inout SplitMix) -> String {
        let scalars: [Unicode.Scalar] = [
            "a", "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1F}", "é", "\u{301}", "😀", "/",
        ]
        var text = ""
        for _ in 0..<Int.random(in: 0...6, using: &dice) {
            text.unicodeScalars.append(scalars.randomElement(using: &dice) ?? "a")
        }
        return text
    }

    @Test func whatIsWrittenIsReadAsTheSame() throws {
        var dice = SplitMix(seed: 5)
        for _ in 0..<500 {
            let value = value(&dice)
            let read = try #require(parse(value.canonicalText))
            #expect(read == value)
            #expect(read.canonicalText.utf8.elementsEqual(value.canonicalText.utf8))
            #expect(try JSONValue(parsing: Data(value.canonicalText.utf8)) == value)
        }
    }

    @Test(arguments: [
        "", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "nul", "-", ".", "e", "\"a", "\"\\x\"",
        "\"\\u12\"",
        "\"\\u0100\"", "1 ", " 1", "[1 ]", "1,2", "NaN", "Infinity", "{\"a\":1,}", "[,]",
    ])
    func refuses(_ text: String) {
        #expect(parse(text) == nil)
    }

    @Test func refusesBytesThatAreNoText() {
        #expect(CanonicalParser.parse([0x22, 0xFF, 0x22]) == nil)
        #expect(CanonicalParser.parse([0x22, 0xC0, 0x80, 0x22]) == nil)
    }

    @Test func refusesWhatIsNestedWithoutEnd() {
        #expect(parse(String(repeating: "[", count: 100_000)) == nil)
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(parse(deep) != nil)
        #expect(parse("[\(deep)]") == nil)
    }
}
