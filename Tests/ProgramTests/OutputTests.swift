import Testing

@testable import tiltyard

@Suite struct OutputTests {
    @Test(arguments: ["", "x = 1\n", "a\r\nb\r\n", "\tx", "# größer → ♛\n", "emoji 👩‍🚀\n"])
    func plainTextMayBeShown(_ text: String) {
        #expect(StrangeText.isHarmless(text))
    }

    @Test(arguments: [
        "\u{1B}[2J", "a\rb", "a\r", "bell\u{07}", "\u{9B}31m", "nul\0", "del\u{7F}", "right\u{202E}left", "\u{2066}x",
        "\u{200F}",
    ])
    func strangeTextMayNot(_ text: String) {
        #expect(!StrangeText.isHarmless(text))
        #expect(StrangeText.isHarmless(StrangeText.escaped(text)))
        #expect(StrangeText.escaped(text).contains("\\u{"))
    }

    @Test func escapedTextKeepsItsLines() {
        #expect(StrangeText.escaped("a\u{1B}[1m\n\tb") == "a\\u{1b}[1m\n\tb")
    }

    @Test func numbersAreReadable() {
        #expect(Numbers.trimmed(0.25) == "0.25")
        #expect(Numbers.trimmed(12) == "12")
        #expect(Numbers.tokens(1_000_000_007) == "1.000000007 TAO")
    }

    @Test func fieldsStandBelowOneAnother() {
        #expect(Fields([("a", "1"), ("long", "2")]).lines == ["a     1", "long  2"])
    }

    @Test func settingsOfTheEnvironmentGoBeforeTheFile() {
        let file = EnvironmentFile(text: "A=file\nexport B='two words'\n# C=none\nD=\n")
        #expect(EnvironmentFile.setting(["A"], environment: ["A": "process"], file: file)?.value == "process")
        #expect(EnvironmentFile.setting(["A"], environment: ["A": ""], file: file)?.value == "file")
        #expect(EnvironmentFile.setting(["X", "B"], environment: [:], file: file)?.name == "B")
        #expect(EnvironmentFile.setting(["B"], environment: [:], file: file)?.value == "two words")
        #expect(EnvironmentFile.setting(["C", "D"], environment: [:], file: file) == nil)
    }
}
