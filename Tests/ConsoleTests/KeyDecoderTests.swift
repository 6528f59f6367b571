import Testing

@testable import Console

/// Bytes of a terminal as keys.
@Suite struct KeyDecoderTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let bytes: String
        let keys: [Key]
        var testDescription: String { bytes.debugDescription }
    }

    @Test(arguments: [
        Case(bytes: "jk", keys: [.text("j"), .text("k")]),
        Case(bytes: "\u{1B}[A\u{1B}[B\u{1B}OC\u{1B}OD", keys: [.up, .down, .right, .left]),
        Case(bytes: "\u{1B}[5~\u{1B}[6~\u{1B}[H\u{1B}[4~", keys: [.pageUp, .pageDown, .home, .end]),
        Case(bytes: "\u{1B}[1;5A", keys: [.up]),
        Case(bytes: "\r\n\t\u{1B}[Z", keys: [.enter, .enter, .tab, .backTab]),
        Case(bytes: "\u{3}\u{1A}\u{C}", keys: [.control("c"), .control("z"), .control("l")]),
        Case(bytes: "\u{7F}\u{8}", keys: [.backspace, .backspace]),
        Case(bytes: "é训🚀", keys: [.text("é"), .text("训"), .text("🚀")]),
        Case(bytes: "\u{1B}[999q\u{1B}[?2026;1$yj", keys: [.text("j")]),
        Case(bytes: "\u{1B}xj", keys: [.text("j")]),
    ])
    func areTold(_ example: Case) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(example.bytes.utf8) == example.keys)
        #expect(!decoder.isWaiting)
    }

    @Test func mayComeInParts() {
        var decoder = KeyDecoder(), keys: [Key] = []
        for byte in "\u{1B}[6~训".utf8 { keys += decoder.feed([byte]) }
        #expect(keys == [.pageDown, .text("训")])
    }

    @Test func escapeIsOneWhenNothingFollows() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.escape])
        #expect(!decoder.isWaiting)
    }

    @Test func bytesThatAreNoTextAreNoKeys() {
        var decoder = KeyDecoder()
        #expect(decoder.feed([0xFF, 0x80, 0xC3, 0x28, UInt8(ascii: "j")]) == [.text("("), .text("j")])
    }

    @Test func aSequenceWithoutEndIsThrownAway() {
        var decoder = KeyDecoder()
        #expect(decoder.feed("\u{1B}[".utf8 + [UInt8](repeating: UInt8(ascii: "1"), count: 5000)) == [])
        #expect(!decoder.isWaiting)
        #expect(decoder.feed("j".utf8) == [.text("j")])
    }
}
