/// The lines of two files beside each other; on a narrow page below each other.
struct SideBySide {
    private let rows: [LineDifference.Row]
    private let left: [Markup]
    private let right: [Markup]

    /// Sets the words of changed lines apart.
    ///
    /// - Parameters:
    ///   - difference: What was found.
    ///   - old: The lines of the left file.
    ///   - new: The lines of the right file.
    init(_ difference: LineDifference, _ old: [Substring], _ new: [Substring]) {
        rows = difference.rows
        var marks: (left: [Int: Range<Int>], right: [Int: Range<Int>]) = ([:], [:])
        for case .changed(let i, let j) in rows {
            (marks.left[i], marks.right[j]) = LineDifference.changedLetters(old[i], new[j])
        }
        left = Self.lines(old, marks.left)
        right = Self.lines(new, marks.right)
    }

    private static func lines(_ lines: [Substring], _ marks: [Int: Range<Int>]) -> [Markup] {
        var python = PythonText()
        return lines.enumerated().map { python.markup($1, marked: marks[$0] ?? 0..<0) }
    }

    var markup: Markup { tag("table") { tag("tbody") { for row in rows { line(row) } } } }

    private func line(_ row: LineDifference.Row) -> Markup {
        switch row {
        case .same(let i, let j): pair(i, j, "same")
        case .changed(let i, let j): pair(i, j, "changed")
        case .removed(let i): pair(i, nil, "removed")
        case .added(let j): pair(nil, j, "added")
        case .skipped(let count):
            tag("tr", .class("skipped")) { tag("td", Attribute("colspan", "4")) { "\(count) equal lines" } }
        }
    }

    private func pair(_ i: Int?, _ j: Int?, _ kind: String) -> Markup {
        tag("tr", .class(kind)) {
            side(i, left, "old", sign: kind == "same" ? nil : ("−", "gone: "))
            side(j, right, "new", sign: kind == "same" ? nil : ("+", "new: "))
        }
    }

    private func side(_ line: Int?, _ lines: [Markup], _ kind: String, sign: (shown: String, said: String)?) -> Markup {
        group {
            tag("td", .class("no", kind)) { line.map { "\($0 + 1)" } ?? "" }
            tag("td", .class(kind)) {
                if let line {
                    tag("code") {
                        if let sign {
                            tag("b", .hidden) { sign.shown }
                            tag("span", .class("unseen")) { sign.said }
                        }
                        lines[line]
                    }
                }
            }
        }
    }
}
