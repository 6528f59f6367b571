import Arena
import Records
import Rules

/// The rows of a board in their tie bands.
struct BoardTable {
    let board: BoardView
    let arena: ArenaSnapshot
    let rows: [BoardView.Row]
    private let score: ScoreText
    private let judged: [String: Int64]

    init(board: BoardView, arena: ArenaSnapshot, rows: [BoardView.Row]) {
        self.board = board
        self.arena = arena
        self.rows = rows
        score = ScoreText(metric: arena.preset.metric)
        judged = arena.recorded.top.judged
    }

    var markup: Markup {
        let plot = IntervalPlot(rows: rows, goal: board.next?.leastScore ?? board.threshold)
        var table = Table("Standing", columns, groups: bands.map { $0.map { line($0, plot) } }, kind: "board")
        if hasNoise {
            table.groupLabel = { index in
                let band = bands[index]
                return band.count > 1 ? "ranks that cannot be told apart, from \(band[0].rank)" : nil
            }
        }
        return table.markup
    }

    private var columns: [Table.Column] {
        [
            Table.Column("rank", "rank", isUnseen: true), Table.Column("submission", isHead: true),
            .number(score.unit, "strong"), .number("to the champion", "gap"), Table.Column("hotkey", "holder"),
        ] + (hasMFU ? [.number("MFU", "wide")] : []) + [
            Table.Column(hasNoise ? "95 % interval" : "score among the others", "plot", isUnseen: !hasNoise),
            Table.Column("judged", "when"),
        ]
    }

    private var hasNoise: Bool { rows.contains { $0.interval != nil } }
    private var hasMFU: Bool { rows.contains { $0.mfu != nil } && arena.preset.metric != .mfu }

    /// Rows of one tie band are one group; without bands all are.
    private var bands: [[BoardView.Row]] {
        rows.reduce(into: []) { bands, row in
            if let last = bands.last?.last, last.band == row.band {
                bands[bands.count - 1].append(row)
            } else {
                bands.append([row])
            }
        }
    }

    private func line(_ row: BoardView.Row, _ plot: IntervalPlot) -> Table.Row {
        let cells: [Markup] =
            [
                "\(row.rank)", name(row), Markup(text: score.number(row.score)), Markup(text: gap(row)),
                Part.hotkey(row.hotkey),
            ] + (hasMFU ? [Markup(text: row.mfu.map { Figure.percent($0) } ?? "")] : []) + [
                plot.markup(row, metric: arena.preset.metric), judged[row.submission].map(Part.time) ?? "",
            ]
        return Table.Row(cells: cells, kind: row.isChampion ? "champion" : "", key: row.submission)
    }

    private func name(_ row: BoardView.Row) -> Markup {
        group {
            Part.submission(row.submission)
            if row.isChampion { Part.crown }
            if row.isMarked {
                tag(
                    "span",
                    .class("mark"),
                    .title("measured on a busy machine, or one that cannot keep every promise")
                ) { "busy" }
            }
        }
    }

    private func gap(_ row: BoardView.Row) -> String {
        guard let champion = board.champion, champion.submission != row.submission, champion.score > 0 else {
            return ""
        }
        return Figure.change(row.score / champion.score - 1, 2)
    }
}
