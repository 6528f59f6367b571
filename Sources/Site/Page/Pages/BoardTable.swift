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
        judged = Self.times(arena)
    }

    var markup: Markup {
        let plot = IntervalPlot(rows: rows, goal: board.next?.leastScore ?? board.threshold)
        let hasMFU = rows.contains { $0.mfu != nil } && arena.preset.metric != .mfu
        return Part.table(
            "Standing",
            columns: [
                ("", "rank"), ("submission", ""), ("hotkey", "wide"), (score.unit, "n"), ("to the champion", "n wide"),
            ] + (hasMFU ? [("MFU", "n wide")] : []) + [(hasNoise ? "95 % interval" : "", "plot"), ("judged", "wide")]
        ) {
            for band in bands {
                tag("tbody", .class("band"), band.number.map { .label("tie band \($0)") }) {
                    for (index, row) in band.rows.enumerated() {
                        line(row, plot, hasMFU: hasMFU, isFirst: index == 0, of: band)
                    }
                }
            }
        }
    }

    private var hasNoise: Bool { rows.contains { $0.interval != nil } }

    private struct BandRows {
        let number: Int?
        var rows: [BoardView.Row]
    }

    private var bands: [BandRows] {
        rows.reduce(into: []) { bands, row in
            if let last = bands.last, last.number == row.band {
                bands[bands.count - 1].rows.append(row)
            } else {
                bands.append(BandRows(number: row.band, rows: [row]))
            }
        }
    }

    private func line(_ row: BoardView.Row, _ plot: IntervalPlot, hasMFU: Bool, isFirst: Bool, of band: BandRows)
        -> Markup
    {
        tag("tr", row.isChampion ? .class("champion") : nil) {
            tag("td", .class("rank")) { "\(row.rank)" }
            tag("th", .scope("row")) {
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
            tag("td", .class("wide")) { Part.hotkey(row.hotkey) }
            tag("td", .class("n strong")) { score.number(row.score) }
            tag("td", .class("n wide")) { gap(row) }
            if hasMFU { tag("td", .class("n wide")) { row.mfu.map { Figure.percent($0) } ?? "" } }
            tag("td", .class("plot")) { plot.markup(row, metric: arena.preset.metric) }
            tag("td", .class("wide when")) {
                if let time = judged[row.submission] { Part.time(time) }
            }
        }
    }

    private func gap(_ row: BoardView.Row) -> String {
        guard let champion = board.champion, champion.submission != row.submission, champion.score > 0 else {
            return ""
        }
        return Figure.change(row.score / champion.score - 1, 2)
    }

    private static func times(_ arena: ArenaSnapshot) -> [String: Int64] {
        Dictionary(arena.recorded.board.rows.map { ($0.submission, $0.judgedAtMilliseconds) }) { first, _ in first }
    }
}
