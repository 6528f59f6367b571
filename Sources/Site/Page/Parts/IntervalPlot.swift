import Arena
import Rules

/// A score with its interval on a scale that all rows share, so that overlaps can be seen.
struct IntervalPlot {
    let scale: Scale
    /// What the next challenger has to reach, drawn through all rows.
    let goal: Double?

    /// A scale for rows of a board.
    init(rows: [BoardView.Row], goal: Double?) {
        let ends = rows.flatMap { row in row.interval.map { [$0.lower, $0.upper] } ?? [row.score] }
        scale = Scale(ends + [goal].compactMap(\.self), room: 0.05)
        self.goal = goal
    }

    func markup(_ row: BoardView.Row, metric: Metric) -> Markup {
        tag("svg", .class("interval"), .role("img"), .label(words(row, metric))) {
            Drawing.line("base", x: (0, 1))
            if let goal { Drawing.line("goal", x: (scale.share(goal), scale.share(goal)), y: (0, 1)) }
            if let interval = row.interval {
                Drawing.line("reach", x: (scale.share(interval.lower), scale.share(interval.upper)))
            }
            Drawing.dot("score", x: scale.share(row.score), radius: "4")
        }
    }

    private func words(_ row: BoardView.Row, _ metric: Metric) -> String {
        let text = ScoreText(metric: metric)
        guard let interval = row.interval else { return text.text(row.score) }
        return "from \(text.number(interval.lower)) to \(text.text(interval.upper)) in 95 of 100 evaluations"
    }
}
