/// A text as a terminal may have it: measured, and with nothing in it that does anything but be seen.
///
/// Everything that is drawn goes through here, whether a stranger wrote it or this program.
struct SafeText: Hashable, Sendable {
    /// One character with its marks, or a part of one that is written as its number.
    struct Glyph: Hashable, Sendable {
        let text: String
        let columns: Int
        /// Whether this stands for a character that must not be shown.
        var isWritten = false
    }

    private(set) var glyphs: [Glyph] = []
    private(set) var columns = 0

    /// How a text is read.
    struct Reading: Sendable {
        var charset = Charset.unicode
        /// Whether letters that are written from right to left are shown.
        ///
        /// They are not in a row that has more than one thing in it: a terminal that knows about them would draw its
        /// columns in another order.
        var keepsRightToLeft = false
        /// How far apart the stops of tabs are; 1 makes a tab a single gap.
        var tabStops = 1
        /// Reading stops at this many columns.
        var limit = 1024
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: Anything.
    ///   - reading: How it is read.
    init(_ text: some StringProtocol, _ reading: Reading = Reading()) {
        var isEmoji = false
        for scalar in text.unicodeScalars {
            guard columns < reading.limit else { return }
            if scalar == "\t" {
                gap(reading.tabStops - columns % reading.tabStops)
            } else if reading.charset == .ascii, !scalar.isASCII {
                if let plain = Charset.plain[scalar] {
                    plain.unicodeScalars.forEach { show($0, 1) }
                } else {
                    write(scalar)
                }
            } else if !reading.keepsRightToLeft, Stranger.turnsTheRow(scalar) {
                write(scalar)
            } else {
                take(scalar, afterEmoji: isEmoji)
                if Stranger(scalar) != .detail { isEmoji = !scalar.isASCII && scalar.properties.isEmoji }
            }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar, afterEmoji: Bool) {
        switch Stranger(scalar) {
        case .shown(let columns): show(scalar, columns)
        case .gap(let columns): gap(columns)
        case .mark: if !mark(scalar) { write(scalar) }
        case .detail: if !afterEmoji { write(scalar) }
        case .written: write(scalar)
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar, _ columns: Int) {
        glyphs.append(Glyph(text: String(Character(scalar)), columns: columns))
        self.columns += columns
    }

    private mutating func gap(_ columns: Int) {
        for _ in 0..<columns { show(" ", 1) }
    }

    /// More marks than any language puts on one character are no writing.
    private static let mostMarks = 3

    /// Puts a mark on the last character, if there is one that takes it.
    private mutating func mark(_ scalar: Unicode.Scalar) -> Bool {
        guard let last = glyphs.last, !last.isWritten, last.text != " ",
            last.text.unicodeScalars.count <= Self.mostMarks
        else { return false }
        var text = last.text.unicodeScalars
        text.append(scalar)
        glyphs[glyphs.count - 1] = Glyph(text: String(text), columns: last.columns)
        return true
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
        for letter in "\\u{\(String(scalar.value, radix: 16))}" {
            glyphs.append(Glyph(text: String(letter), columns: 1, isWritten: true))
            columns += 1
        }
    }
}

extension SafeText {
    /// What is shown, as one string.
    var text: String { glyphs.map(\.text).joined() }
}
