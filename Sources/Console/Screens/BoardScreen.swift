/// The first screen: the contest at a glance, its board, its past, the newest submissions, the queue.
struct BoardScreen {
    let dashboard: Dashboard
    private var look: Look { dashboard.look }

    /// Fewer columns than this show one list at a time.
    private static let leastForTwo = 76
    /// From here on the queue is beside the newest submissions.
    private static let leastForThree = 110

    func draw(on frame: inout Frame, in area: Area) {
        guard let snapshot = dashboard.snapshot else {
            frame.place([Line(), look.line(" " + waiting, .dim)], in: area)
            return
        }
        let summary = Summary(look: look, snapshot: snapshot, newest: dashboard.newest, now: dashboard.now)
            .lines(width: area.columns)
        let kept = area.rows >= 16 ? summary.count : area.rows >= 10 ? 3 : 0
        frame.place(Array(summary.prefix(kept)), in: area)
        let rest = Area(row: area.row + kept, column: 0, rows: area.rows - kept, columns: area.columns)
        if area.columns < Self.leastForTwo || rest.rows < 12 {
            draw(dashboard.panel, snapshot, on: &frame, in: rest)
        } else {
            drawAll(snapshot, on: &frame, in: rest)
        }
    }

    private var waiting: String {
        if case .lost = dashboard.link { return "Nothing has been heard from the server yet." }
        return "Asking \(dashboard.place)."
    }

    private func drawAll(_ snapshot: Snapshot, on frame: inout Frame, in area: Area) {
        let top = max(8, area.rows * 11 / 20)
        let left = area.columns * 58 / 100
        draw(.board, snapshot, on: &frame, in: Area(row: area.row, column: 0, rows: top, columns: left))
        let right = Area(row: area.row, column: left + 1, rows: top, columns: area.columns - left - 1)
        drawChart(snapshot, on: &frame, in: right)
        let below = Area(row: area.row + top, column: 0, rows: area.rows - top, columns: area.columns)
        guard area.columns >= Self.leastForThree else {
            return draw(dashboard.panel == .queue ? .queue : .recent, snapshot, on: &frame, in: below)
        }
        let wide = area.columns * 66 / 100
        draw(.recent, snapshot, on: &frame, in: Area(row: below.row, column: 0, rows: below.rows, columns: wide))
        let last = Area(row: below.row, column: wide + 1, rows: below.rows, columns: area.columns - wide - 1)
        draw(.queue, snapshot, on: &frame, in: last)
    }

    private func drawChart(_ snapshot: Snapshot, on frame: inout Frame, in area: Area) {
        let chart = ScoreChart(
            look: look,
            history: snapshot.history,
            goal: snapshot.board.goal,
            words: snapshot.words,
            now: dashboard.now
        )
        let title = self.title("Scores", snapshot.words.unit, isChosen: false, width: area.columns)
        frame.place([title] + chart.lines(columns: area.columns, rows: area.rows - 1), in: area)
    }

    private func draw(_ panel: Panel, _ snapshot: Snapshot, on frame: inout Frame, in area: Area) {
        let count = dashboard.ids(of: panel).count, chosen = dashboard.position(in: panel)
        let isChosen = dashboard.panel == panel
        let visible = max(0, area.rows - 2)
        let top = ListWindow.top(chosen: chosen, count: count, rows: visible)
        let rows = top..<min(count, top + visible)
        var (head, body) = lines(panel, snapshot, rows, width: area.columns)
        if isChosen, body.indices.contains(chosen - top) { body[chosen - top] = body[chosen - top].chosen }
        let title = self.title(name(panel), aside(panel, snapshot, count), isChosen: isChosen, width: area.columns)
        let none = look.line(" " + nothing(panel), .dim)
        frame.place([title] + (count == 0 ? [none] : [head] + body), in: area)
    }

    private func lines(_ panel: Panel, _ snapshot: Snapshot, _ rows: Range<Int>, width: Int) -> (
        head: Line, body: [Line]
    ) {
        switch panel {
        case .board: BoardTable(look: look, board: snapshot.board).lines(rows, width: width)
        case .recent: RecentList(look: look, snapshot: snapshot).lines(rows, width: width)
        case .queue: QueueList(look: look, queue: snapshot.queue).lines(rows, width: width)
        }
    }

    private func title(_ name: String, _ aside: String, isChosen: Bool, width: Int) -> Line {
        let sign = isChosen ? look.pointer : look.rule
        let head =
            look.line("\(sign) ", isChosen ? .title : .dim) + look.line(name, isChosen ? .title : .bold)
            + look.line(aside.isEmpty ? " " : "  \(aside) ", .dim)
        return look.fitted(
            head + look.line(String(repeating: look.rule, count: max(0, width - head.columns)), .dim),
            width
        )
    }

    private func name(_ panel: Panel) -> String {
        switch panel {
        case .board: "Board"
        case .recent: "Newest submissions"
        case .queue: "Queue"
        }
    }

    private func aside(_ panel: Panel, _ snapshot: Snapshot, _ count: Int) -> String {
        switch panel {
        case .board: count == 0 ? "" : "\(count)\(snapshot.board.rows.nextCursor == nil ? "" : " and more")"
        case .recent: ""
        case .queue: count == 0 ? "" : "\(count)"
        }
    }

    private func nothing(_ panel: Panel) -> String {
        switch panel {
        case .board: "Nothing has been accepted yet."
        case .recent: "Nobody has submitted anything yet."
        case .queue: "Nobody waits."
        }
    }
}
