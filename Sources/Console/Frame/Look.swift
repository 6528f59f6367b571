/// What a terminal can show, and the signs that are drawn with it.
struct Look: Hashable, Sendable {
    var charset = Charset.unicode
    var hasColour = true

    private var isASCII: Bool { charset == .ascii }

    var ellipsis: String { isASCII ? ".." : "…" }
    var crown: String { isASCII ? "*" : "♛" }
    var rule: String { isASCII ? "-" : "─" }
    var pointer: String { isASCII ? ">" : "▸" }
    var lamp: String { isASCII ? "*" : "●" }
    var emptyLamp: String { isASCII ? "o" : "○" }
    var bar: String { isASCII ? "|" : "│" }
    /// The bracket around the rows of a tie band: first, inner and last row.
    var bracket: (first: String, inner: String, last: String) {
        isASCII ? ("/", "|", "\\") : ("╭", "│", "╰")
    }
    /// An interval: left end, inside, right end, and the score in it.
    var interval: (left: String, inside: String, right: String, score: String) {
        isASCII ? ("[", "-", "]", "o") : ("├", "─", "┤", "█")
    }
    /// A submission in the chart, and one that held the crown.
    var point: (any: String, crowned: String) { isASCII ? ("o", "*") : ("•", "♛") }
    var dash: String { isASCII ? "-" : "╌" }
    var arrows: (up: String, down: String) { isASCII ? ("^", "v") : ("↑", "↓") }

    /// A line of a text.
    func line(_ text: some StringProtocol, _ style: Style = .plain) -> Line {
        Line(SafeText(text, SafeText.Reading(charset: charset)), style)
    }

    /// A line in exactly this many columns.
    func fitted(_ line: Line, _ columns: Int, isRight: Bool = false) -> Line {
        line.fitted(columns, isRight: isRight, sign: self.line(ellipsis, .dim))
    }

    /// A text in exactly this many columns.
    func cell(_ text: some StringProtocol, _ columns: Int, _ style: Style = .plain, isRight: Bool = false) -> Line {
        fitted(line(text, style), columns, isRight: isRight)
    }

    /// The most characters of a text that is wrapped.
    private static let mostWrapped = 4000

    /// Lines of at most this many columns that hold a text, broken between words where that can be.
    func wrapped(_ text: String, _ columns: Int, _ style: Style = .plain) -> [Line] {
        let columns = max(columns, 8)
        var lines: [Line] = [], current = Line()
        for word in text.prefix(Self.mostWrapped).split(separator: " ") {
            var rest = line(word, style)
            if current.columns > 0, current.columns + 1 + rest.columns > columns {
                lines.append(current)
                current = Line()
            }
            if current.columns > 0 { current += .blank(1) }
            while rest.columns > columns {
                let part = rest.cropped(columns: columns)
                lines.append(part)
                rest = rest.cropped(from: columns, columns: rest.columns - columns)
            }
            current += rest
        }
        return current.columns > 0 ? lines + [current] : lines
    }
}
