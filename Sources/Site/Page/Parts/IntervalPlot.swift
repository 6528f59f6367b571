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
            if let goal {
                tag(
                    "line",
                    .class("goal"),
                    Attribute("x1", scale.x(goal)),
                    Attribute("x2", scale.x(goal)),
                    Attribute("y1", "0"),
                    Attribute("y2", "100%")
                ) {}
            }
            tag(
                "line",
                .class("base"),
                Attribute("x1", "0"),
                Attribute("x2", "100%"),
                Attribute("y1", "50%"),
                Attribute("y2", "50%")
            ) {}
            if let interval = row.interval {
                tag(
                    "line",
                    .class("reach"),
                    Attribute("x1", scale.x(interval.lower)),
                    Attribute("x2", scale.x(interval.upper)),
                    Attribute("y1", "50%"),
                    Attribute("y2", "50%")
                ) {}
            }
            tag(
                "circle",
                .class("score"),
                Attribute("cx", scale.x(row.score)),
                Attribute("cy", "50%"),
                Attribute("r", "4")
            ) {}
        }
    }

    private func words(_ row: BoardView.Row, _ metric: Metric) -> String {
        let text = ScoreText(metric: metric)
        guard let interval = row.interval else { return text.text(row.score) }
        return "from \(text.number(interval.lower)) to \(text.text(interval.upper)) in 95 of 100 evaluations"
    }
}
