/// The contest as lines to print, for pipes, files, and whoever wants one look.
struct PlainReport {
    let look: Look
    let place: String
    let snapshot: Snapshot
    let now: Double

    private static let chartRows = 14
    private static let mostRows = 50
    private static let mostRecent = 20

    /// The lines, at most this many columns wide.
    func lines(columns: Int) -> [Line] {
        let parts = [head(columns), board(columns), scores(columns), recent(columns), queue(columns)]
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [Line()]).map { $0.cropped(columns: columns) })
    }

    private func head(_ width: Int) -> [Line] {
        let board = snapshot.board
        let name =
            look.line(" \(board.preset)", .title)
            + look.line("  block \(Figure.fixed(board.block))  \(place)", .dim)
        let summary = Summary(look: look, snapshot: snapshot, newest: snapshot.newest, now: now).lines(width: width)
        return [name] + summary
    }

    private func board(_ width: Int) -> [Line] {
        let rows = snapshot.board.rows.items
        guard !rows.isEmpty else { return [] }
        let shown = min(rows.count, Self.mostRows)
        return titled("Board", BoardTable(look: look, board: snapshot.board).lines(0..<shown, width: width))
    }

    private func scores(_ width: Int) -> [Line] {
        guard snapshot.history.points.count > 1 else { return [] }
        let chart = ScoreChart(
            look: look,
            history: snapshot.history,
            goal: snapshot.board.goal,
            words: snapshot.words,
            now: now
        )
        return [look.line("Scores, \(snapshot.words.unit)", .title)] + chart.lines(columns: width, rows: Self.chartRows)
    }

    private func recent(_ width: Int) -> [Line] {
        guard !snapshot.submissions.isEmpty else { return [] }
        let shown = min(snapshot.submissions.count, Self.mostRecent)
        return titled("Newest submissions", RecentList(look: look, snapshot: snapshot).lines(0..<shown, width: width))
    }

    private func queue(_ width: Int) -> [Line] {
        guard !snapshot.queue.places.isEmpty else { return [] }
        let shown = min(snapshot.queue.places.count, Self.mostRecent)
        return titled("Queue", QueueList(look: look, queue: snapshot.queue).lines(0..<shown, width: width))
    }

    private func titled(_ title: String, _ table: (head: Line, body: [Line])) -> [Line] {
        [look.line(title, .title), table.head] + table.body
    }
}

extension Line {
    /// What is printed: without any control sequence where there is no terminal, or no colour in it.
    ///
    /// - Parameter hasStyles: Whether looks are printed too.
    /// - Returns: The line without its end.
    func printed(hasStyles: Bool) -> String {
        guard hasStyles else { return text }
        var printed = "", style = Style.plain
        let end = cells.lastIndex { $0 != .blank }.map { $0 + 1 } ?? 0
        for cell in cells[..<end] {
            if cell.style != style {
                style = cell.style
                printed += style.sequence(hasColour: true)
            }
            printed += cell.text
        }
        return style == .plain ? printed : printed + Style.plain.sequence(hasColour: true)
    }
}
