/// Where each score's interval lies beside those of the others.
struct IntervalPlot {
    let look: Look
    private let scale: Scale
    private let goal: Double?

    init(look: Look, board: BoardReply) {
        self.look = look
        goal = board.goal
        let ends = board.rows.items.compactMap(\.interval).flatMap { [$0.lowest, $0.highest] }
        scale = Scale(ends.isEmpty ? [] : ends + [goal].compactMap(\.self))
        isNeeded = !ends.isEmpty
    }

    /// Whether any row has an interval.
    let isNeeded: Bool

    /// Draws the interval of a row, and the score that the next challenger needs.
    func line(_ row: BoardReply.Row, width: Int) -> Line {
        var line = Line.blank(width)
        if let goal { line.put(look.line(look.bar, .goal), at: scale.place(goal, in: width)) }
        guard let interval = row.interval else { return line }
        let first = scale.place(interval.lowest, in: width), last = scale.place(interval.highest, in: width)
        let signs = look.interval, style: Style = row.isChampion ? .crown : .plain
        for column in min(first, last)...max(first, last) { line.put(look.line(signs.inside, .dim), at: column) }
        line.put(look.line(signs.left, .dim), at: first)
        line.put(look.line(signs.right, .dim), at: last)
        line.put(look.line(signs.score, style), at: scale.place(row.score, in: width))
        return line
    }
}
