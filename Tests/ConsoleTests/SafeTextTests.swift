import Testing

@testable import Console

/// What strangers write, on its way to a terminal.
@Suite struct SafeTextTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let shown: String
        let columns: Int
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ shown: String, _ columns: Int) {
            (self.name, self.text, self.shown, self.columns) = (name, text, shown, columns)
        }
    }

    @Test(arguments: [
        Case("plain", "def f(x):", "def f(x):", 9),
        Case("accents", "Müller", "Müller", 6),
        Case("accents as marks", "Mu\u{308}ller", "Mu\u{308}ller", 6),
        Case("Chinese", "训练", "训练", 4),
        Case("Korean", "훈련", "훈련", 4),
        Case("Korean spelled out", "\u{1112}\u{116E}\u{11AB}", "\u{1112}\u{116E}\u{11AB}", 2),
        Case("half-width Japanese", "ｶﾀ", "ｶﾀ", 2),
        Case("full-width Latin", "ＡＢ", "ＡＢ", 4),
        Case("an ideographic space", "a\u{3000}b", "a  b", 4),
        Case("narrow spaces", "1\u{202F}000\u{A0}x", "1 000 x", 7),
        Case("an emoji", "🚀!", "🚀!", 3),
        Case("a text sign as an emoji", "❤\u{FE0F}!", "❤!", 2),
        Case("joined emoji", "👩\u{200D}💻", "👩💻", 4),
        Case("an emoji with a colour", "👍\u{1F3FD}", "👍", 2),
        Case("Thai with marks", "ที่", "ที่", 1),
        Case("Devanagari", "नि", "नि", 2),
        Case("a plane beyond the first", "𠀀", "𠀀", 2),
        Case("braille", "⣿", "⣿", 1),
        Case("a tab", "a\tb", "a b", 3),
    ])
    func isShownAsWideAsItIs(_ example: Case) {
        let text = SafeText(example.text)
        #expect(text.text == example.shown)
        #expect(text.columns == example.columns)
        #expect(Line(text).columns == example.columns)
    }

    @Test(arguments: [
        Case("escape", "\u{1B}[2J", "\\u{1b}[2J", 9),
        Case("a control sequence of one byte", "\u{9B}31m", "\\u{9b}31m", 9),
        Case("a bell", "\u{7}", "\\u{7}", 5),
        Case("the end of a line", "a\nb\rc", "a\\u{a}b\\u{d}c", 13),
        Case("delete", "\u{7F}", "\\u{7f}", 6),
        Case("NUL", "\0", "\\u{0}", 5),
        Case("from right to left", "\u{202E}x", "\\u{202e}x", 9),
        Case("an isolate", "\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}", 17),
        Case("the mark of a direction", "\u{200F}", "\\u{200f}", 8),
        Case("nothing, with no width", "a\u{200B}b", "a\\u{200b}b", 10),
        Case("a byte order mark", "\u{FEFF}", "\\u{feff}", 8),
        Case("a soft hyphen", "a\u{AD}b", "a\\u{ad}b", 8),
        Case("a line separator", "\u{2028}", "\\u{2028}", 8),
        Case("a tag", "\u{E0041}", "\\u{e0041}", 9),
        Case("a filler", "\u{3164}", "\\u{3164}", 8),
        Case("private use", "\u{E000}", "\\u{e000}", 8),
        Case("no character", "\u{FFFF}", "\\u{ffff}", 8),
        Case("a mark on nothing", "\u{301}", "\\u{301}", 7),
        Case("a joiner on nothing", "a\u{200D}b", "a\\u{200d}b", 10),
        Case("half a flag", "\u{1F1E9}", "\\u{1f1e9}", 9),
        Case("Hebrew among other things", "\u{5D0}", "\\u{5d0}", 7),
        Case("Arabic among other things", "\u{627}", "\\u{627}", 7),
    ])
    func isWrittenAsItsNumber(_ example: Case) {
        let text = SafeText(example.text)
        #expect(text.text == example.shown)
        #expect(text.columns == example.columns)
        #expect(text.glyphs.contains { $0.isWritten })
    }

    @Test func marksDoNotPileUp() {
        let text = SafeText("a" + String(repeating: "\u{301}", count: 50))
        #expect(text.glyphs.first?.text.unicodeScalars.count == 4)
        #expect(text.columns == 1 + 47 * 7)
    }

    @Test func asciiHasNothingElse() {
        let text = SafeText("× ≥ 3 · Müller… 训 🚀 “x”", .init(charset: .ascii))
        #expect(text.text == "x >= 3 - M\\u{fc}ller.. \\u{8bad} \\u{1f680} \"x\"")
        #expect(text.text.unicodeScalars.allSatisfy { $0.isASCII })
    }

    @Test func lettersFromRightToLeftStayWhereTheyAreAlone() {
        #expect(SafeText("שלום", .init(keepsRightToLeft: true)).columns == 4)
        #expect(SafeText("\u{202B}ש", .init(keepsRightToLeft: true)).text == "\\u{202b}ש")
    }

    @Test func tabsGoToTheirStops() {
        #expect(SafeText("\ta\tb", .init(tabStops: 4)).text == "    a   b")
    }

    @Test func readingStopsAtTheLimit() {
        #expect(SafeText(String(repeating: "x", count: 1_000_000), .init(limit: 100)).columns == 100)
    }

    /// Whatever Unicode has: nothing that controls, hides or turns is ever passed on.
    @Test func nothingStrangeIsPassedOnAtAll() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = SafeText("a\(scalar)b")
            #expect(text.columns == text.glyphs.reduce(0) { $0 + $1.columns })
            for shown in text.text.unicodeScalars where shown.value > 0x7E || shown.value < 0x20 {
                let properties = shown.properties
                let isStrange =
                    [.control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator]
                    .contains(properties.generalCategory) || properties.isDefaultIgnorableCodePoint
                if isStrange { Issue.record("\(String(value, radix: 16)) is passed on") }
            }
        }
    }
}
