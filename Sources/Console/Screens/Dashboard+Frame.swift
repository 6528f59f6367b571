extension Dashboard {
    /// The least that anything can be drawn in.
    static let leastSize = Size(rows: 8, columns: 40)

    /// The screen, which depends on nothing but this state.
    var frame: Frame {
        var frame = Frame(size)
        guard size.rows >= Self.leastSize.rows, size.columns >= Self.leastSize.columns else {
            frame.place([look.line("window too small")], in: whole(rows: 1, from: 0))
            return frame
        }
        frame.place([header], in: whole(rows: 1, from: 0))
        let body = whole(rows: size.rows - 2, from: 1)
        if isHelpOpen {
            frame.place(HelpScreen(look: look).lines(width: body.columns), in: body)
        } else if let opened {
            frame.place(SubmissionScreen(dashboard: self, opened: opened).lines(body), in: body)
        } else {
            BoardScreen(dashboard: self).draw(on: &frame, in: body)
        }
        frame.place([footer], in: whole(rows: 1, from: size.rows - 1))
        return frame
    }

    private func whole(rows: Int, from row: Int) -> Area {
        Area(row: row, column: 0, rows: rows, columns: size.columns)
    }

    private var header: Line {
        var left = look.line(" tiltyard", .title)
        if let board = snapshot?.board {
            left += look.line("  \(board.preset)", .bold) + look.line("  block \(Figure.fixed(board.block))", .dim)
        }
        let right = lamp + look.line(" \(place) ", .dim)
        let room = size.columns - right.columns - 1
        guard room >= 20 else { return look.fitted(left, size.columns) }
        return look.fitted(left, room) + .blank(1) + right
    }

    private var lamp: Line {
        switch link {
        case .connecting: look.line("\(look.emptyLamp) connecting", .goal)
        case .live: look.line("\(look.lamp) live", .good)
        case .lost: look.line("\(look.emptyLamp) lost\(age)", .bad)
        }
    }

    /// How old is what is shown.
    private var age: String { snapshot == nil ? "" : ", seen \(Figure.span((now - snapshotAt) / 1000)) ago" }

    /// What is typed, what went wrong, or which keys there are.
    private var footer: Line {
        if let prompt { return look.fitted(look.line("/" + prompt) + look.line(" ", .chosen), size.columns) }
        if case .lost(let sentence, let again) = link {
            return look.fitted(look.line(" " + lost(sentence, again), .bad), size.columns)
        }
        if let notice { return look.fitted(look.line(" " + notice, .goal), size.columns) }
        return look.fitted(keys, size.columns)
    }

    private func lost(_ sentence: String, _ again: Double) -> String {
        let wait = again - now < 1000 ? "trying again" : "trying again in \(Figure.span((again - now) / 1000))"
        return "\(sentence); \(wait)"
    }

    private var keys: Line {
        let pairs =
            isHelpOpen
            ? [("esc", "back"), ("q", "quit")]
            : opened != nil
                ? [
                    ("j/k", "scroll"), ("tab", opened?.tab == .code ? "verdict" : "code"), ("/", "find"),
                    ("esc", "back"),
                    ("?", "help"), ("q", "quit"),
                ]
                : [
                    ("j/k", "move"), ("tab", "next list"), ("enter", "open"), ("/", "find"), ("r", "refresh"),
                    ("?", "help"), ("q", "quit"),
                ]
        return pairs.reduce(into: Line()) { line, pair in
            line += look.line(" \(pair.0)", .bold) + look.line(" \(pair.1) ", .dim)
        }
    }
}
