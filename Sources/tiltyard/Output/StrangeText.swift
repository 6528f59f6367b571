/// Text that a stranger wrote, on its way to a terminal.
enum StrangeText {
    /// Whether a terminal may show a text as it is.
    ///
    /// Control characters can move the cursor, change colours or answer for the user, and characters that turn the
    /// direction of writing can make code look like other code. Only tabs and ends of lines are let through.
    ///
    /// - Parameter text: The text.
    /// - Returns: Whether there are none.
    static func isHarmless(_ text: String) -> Bool {
        var earlier: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if earlier == "\r", scalar != "\n" { return false }
            guard scalar == "\n" || scalar == "\t" || scalar == "\r" || !isStrange(scalar) else { return false }
            earlier = scalar
        }
        return earlier != "\r"
    }

    /// Returns the text with every character that a terminal should not see written as its number, such as `\u{1b}`.
    static func escaped(_ text: String) -> String {
        var safe = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || scalar == "\t" || !isStrange(scalar) {
                safe.unicodeScalars.append(scalar)
            } else {
                safe += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return safe
    }

    /// Returns the text as one line: tabs and ends of lines are written as numbers, too.
    static func line(_ text: String) -> String {
        escaped(text).replacing("\n", with: "\\u{a}").replacing("\t", with: "\\u{9}")
            .replacing("\u{2028}", with: "\\u{2028}").replacing("\u{2029}", with: "\\u{2029}")
    }

    /// Whether a character can do more than be seen.
    static func isStrange(_ scalar: Unicode.Scalar) -> Bool {
        let turns: [ClosedRange<UInt32>] = [0x061C...0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069]
        return scalar.properties.generalCategory == .control || turns.contains { $0.contains(scalar.value) }
    }
}
