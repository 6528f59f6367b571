/// A table that shows as many of its columns as there is room for.
struct Columns<Row> {
    struct Column {
        let title: String
        let width: Int
        var isRight = false
        /// Which column goes first when there is no room: the one with the largest number.
        var rank = 0
        /// Whether it takes what the others leave; `width` is the least it needs.
        var stretches = false
        /// Draws a cell, which is fitted to the columns that it is told.
        let draw: (Row, Int) -> Line
    }

    let look: Look
    let columns: [Column]
    private static var gap: Int { 1 }

    /// Returns the head of the table and a line for each row.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - width: The columns of the terminal that the table has.
    /// - Returns: Lines of exactly that width.
    func lines(_ rows: some Sequence<Row>, width: Int) -> (head: Line, body: [Line]) {
        let chosen = fitting(width)
        let used = chosen.reduce(0) { $0 + $1.width } + Self.gap * max(0, chosen.count - 1)
        let widths = chosen.map { $0.stretches ? $0.width + max(0, width - used) : $0.width }
        func join(_ cell: (Column, Int) -> Line) -> Line {
            var line = Line()
            for (column, width) in zip(chosen, widths) {
                if line.columns > 0 { line += .blank(Self.gap) }
                line += look.fitted(cell(column, width), width, isRight: column.isRight)
            }
            return look.fitted(line, width)
        }
        return (
            join { column, _ in look.line(column.title, .dim) },
            rows.map { row in join { column, width in column.draw(row, width) } }
        )
    }

    private func fitting(_ width: Int) -> [Column] {
        var chosen = columns
        while chosen.count > 1, chosen.reduce(-Self.gap, { $0 + $1.width + Self.gap }) > width {
            guard let last = chosen.indices.max(by: { chosen[$0].rank < chosen[$1].rank }) else { break }
            chosen.remove(at: last)
        }
        return chosen
    }
}
