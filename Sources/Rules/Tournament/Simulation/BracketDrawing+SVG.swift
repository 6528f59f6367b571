extension BracketDrawing {
    /// The tournament as a picture: a column for every round, a box for every match, who goes on in bold.
    package var svg: String {
        let columns = record.rounds.enumerated().map { column($0.offset, $0.element) }
        let height = (columns.map(\.height).max() ?? 0) + 40
        let width = max(columns.count * Self.columnWidth + 20, 320)
        let head = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\""
        let style = " font-family=\"sans-serif\" font-size=\"12\">"
        let end = text(ending, x: 10, y: height - 12, isBold: true)
        return ([head + style] + columns.flatMap(\.lines) + [end, "</svg>"]).joined(separator: "\n") + "\n"
    }

    private static let columnWidth = 190
    private static let lineHeight = 16

    /// One round: its elements, and how far down they reach.
    private func column(_ number: Int, _ round: TournamentRecord.Round) -> (lines: [String], height: Int) {
        let left = 10 + number * Self.columnWidth
        var top = 20
        var lines = [text(title(number + 1, round), x: left, y: top, isBold: true)]
        top += 10
        for match in round.matches {
            let height = match.competitors.count * Self.lineHeight + 8
            lines.append(box(x: left, y: top, height: height))
            for (place, name) in match.competitors.enumerated() {
                let base = top + (place + 1) * Self.lineHeight
                lines.append(text(name, x: left + 6, y: base, isBold: round.advancing.contains(name)))
            }
            top += height + 8
        }
        return (lines, top)
    }

    private func box(x: Int, y: Int, height: Int) -> String {
        let size = "width=\"\(Self.columnWidth - 16)\" height=\"\(height)\""
        return "<rect x=\"\(x)\" y=\"\(y)\" \(size) fill=\"none\" stroke=\"gray\" rx=\"3\"/>"
    }

    private func text(_ text: String, x: Int, y: Int, isBold: Bool) -> String {
        let weight = isBold ? " font-weight=\"bold\"" : ""
        return "<text x=\"\(x)\" y=\"\(y)\"\(weight)>\(Self.escaped(text))</text>"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
