/// Every accepted score over time, the best up to then, and what has to be exceeded.
struct ScoreChart {
    let look: Look
    let history: HistoryReply
    let goal: Double?
    let words: ScoreWords
    let now: Double

    /// Draws the chart.
    ///
    /// - Parameters:
    ///   - columns: Its width, with the scale at its left.
    ///   - rows: Its height, with the times below.
    /// - Returns: That many lines.
    func lines(columns: Int, rows: Int) -> [Line] {
        guard !history.points.isEmpty, rows >= 3 else {
            return [look.line("no score has been accepted yet", .dim)]
        }
        let values = Scale(history.points.map(\.score) + [goal].compactMap(\.self), room: 0.06)
        let labels = values.ticks(max(2, (rows - 1) / 2)).map { ($0, words.number($0)) }
        let margin = min(labels.map(\.1.count).max() ?? 0, 12)
        let width = columns - margin - 2
        guard width >= 8 else { return [] }
        var plot = plotted(values, columns: width, rows: rows - 1)
        for (row, line) in plot.enumerated() {
            let label = labels.first { self.row($0.0, values, rows - 1) == row }?.1 ?? ""
            let bar = look.line(" " + look.bar, .dim)
            plot[row] = look.cell(label, margin, .dim, isRight: true) + bar + line
        }
        return plot + [.blank(margin + 2) + times(columns: width)]
    }

    private func row(_ value: Double, _ values: Scale, _ rows: Int) -> Int { rows - 1 - values.place(value, in: rows) }

    private var axis: Scale { Scale(history.points.map(\.atMilliseconds) + [now]) }

    private func plotted(_ values: Scale, columns: Int, rows: Int) -> [Line] {
        var lines = Array(repeating: Line.blank(columns), count: rows)
        if let goal {
            let dash = look.line(String(repeating: look.dash, count: columns), .goal)
            lines[row(goal, values, rows)].put(dash, at: 0)
        }
        let canvas = best(values, columns: columns, rows: rows)
        for row in 0..<rows {
            for column in 0..<columns {
                guard let text = canvas.text(column: column, row: row) else { continue }
                lines[row].put(look.line(text, .running), at: column)
            }
        }
        for point in history.points {
            let sign = point.isCrowned ? look.point.crowned : look.point.any
            let style: Style = point.isCrowned ? .crown : .plain
            let column = axis.place(point.atMilliseconds, in: columns)
            lines[row(point.score, values, rows)].put(look.line(sign, style), at: column)
        }
        return lines
    }

    /// The best score as stairs, up to now.
    private func best(_ values: Scale, columns: Int, rows: Int) -> DotCanvas {
        var canvas = DotCanvas(columns: columns, rows: rows, charset: look.charset)
        var last: (x: Int, y: Int)?
        for point in history.points {
            let x = axis.place(point.atMilliseconds, in: canvas.width)
            let y = canvas.height - 1 - values.place(point.best, in: canvas.height)
            if let last { canvas.draw(fromX: last.x, y: last.y, toX: x, y: y) }
            last = (x, y)
        }
        if let last { canvas.draw(fromX: last.x, y: last.y, toX: canvas.width - 1, y: last.y) }
        return canvas
    }

    private func times(columns: Int) -> Line {
        let first = history.points.map(\.atMilliseconds).min() ?? now
        let left = look.line(Figure.span((now - first) / 1000) + " ago", .dim)
        let legend =
            look.line(look.point.any, .plain) + look.line(" accepted  ", .dim)
            + (goal == nil ? Line() : look.line(look.dash, .goal) + look.line(" to beat", .dim))
        let right = look.line("now", .dim)
        var line = look.fitted(left, columns)
        let middle = (columns - legend.columns) / 2
        if middle > left.columns + 1, middle > right.columns + 1 { line.put(legend, at: middle) }
        line.put(right, at: columns - right.columns)
        return line
    }
}
