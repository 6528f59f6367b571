/// Python as people like to read it: comments, texts, numbers and keywords set apart.
///
/// It is a reader's aid and no parser: whatever it does not understand stays as it is.
struct PythonText {
    /// What a piece of a line is.
    enum Kind: String, Sendable { case plain = "", comment = "c", text = "t", number = "m", keyword = "k" }

    /// The quotes of a text that goes on over the end of a line.
    private var open: String?

    /// The longest line that is looked at, in characters.
    private static let longestLine = 2000

    private static let keywords: Set<String> = [
        "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
        "False", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "None", "nonlocal", "not",
        "or",
        "pass", "raise", "return", "True", "try", "while", "with", "yield",
    ]

    /// Returns a line in pieces; lines have to come one after another.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - marked: The letters that are set apart because they changed.
    /// - Returns: The line as markup.
    mutating func markup(_ line: Substring, marked: Range<Int> = 0..<0) -> Markup {
        var all = Markup()
        var place = 0
        for (kind, piece) in pieces(line) {
            let range = place..<place + piece.count
            place = range.upperBound
            guard range.overlaps(marked) else {
                all += Self.element(kind, piece)
                continue
            }
            let from = max(0, marked.lowerBound - range.lowerBound)
            let to = min(piece.count, marked.upperBound - range.lowerBound)
            all += Self.element(kind, piece.prefix(from))
            all += tag("mark") { Self.element(kind, piece.prefix(to).dropFirst(from)) }
            all += Self.element(kind, piece.dropFirst(to))
        }
        return all
    }

    private static func element(_ kind: Kind, _ text: Substring) -> Markup {
        if text.isEmpty { return Markup() }
        let text = Markup(text: String(text))
        return kind == .plain ? text : Markup(element: "i", [.class(kind.rawValue)], content: text)
    }

    private mutating func pieces(_ line: Substring) -> [(Kind, Substring)] {
        guard line.count <= Self.longestLine else { return [(.plain, line)] }
        var pieces: [(Kind, Substring)] = []
        var rest = line
        while !rest.isEmpty {
            let (kind, length) = next(rest)
            pieces.append((kind, rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }

    private mutating func next(_ rest: Substring) -> (Kind, Int) {
        if let quotes = open { return (.text, text(rest, from: 0, until: quotes)) }
        guard let first = rest.first else { return (.plain, 0) }
        if first == "#" { return (.comment, rest.count) }
        if first == "\"" || first == "'" {
            let triple = String(repeating: first, count: 3)
            let quotes = rest.hasPrefix(triple) ? triple : String(first)
            return (.text, text(rest, from: quotes.count, until: quotes))
        }
        if first.isNumber {
            return (.number, rest.prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }.count)
        }
        if first.isLetter || first == "_" {
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            return (Self.keywords.contains(String(word)) ? .keyword : .plain, word.count)
        }
        return (.plain, 1)
    }

    /// The length of a text up to the end of its quotes, or of the line; three quotes stay open.
    private mutating func text(_ rest: Substring, from start: Int, until quotes: String) -> Int {
        var length = start
        var tail = rest.dropFirst(start)
        while let letter = tail.first {
            if letter == "\\" {
                (length, tail) = (length + (tail.dropFirst().isEmpty ? 1 : 2), tail.dropFirst(2))
            } else if tail.hasPrefix(quotes) {
                open = nil
                return length + quotes.count
            } else {
                (length, tail) = (length + 1, tail.dropFirst())
            }
        }
        open = quotes.count == 3 ? quotes : nil
        return length
    }
}
