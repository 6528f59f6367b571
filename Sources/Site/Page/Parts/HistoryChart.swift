import Arena
import Rules

/// Every accepted score over time, and the best up to then, as a drawing.
struct HistoryChart {
    let history: HistoryView
    /// What the next challenger has to reach.
    let goal: Double?
    /// What it has to be reached for.
    let goalWords: String
    let metric: Metric

    var markup: Markup {
        let points = Self.drawn(history.points)
        guard let first = points.first, let last = points.last else { return Markup() }
        let values = Scale(points.map(\.score) + [goal].compactMap(\.self), room: 0.12)
        let ends = [first, last].map { Double($0.atMilliseconds) }
        let times = Scale(ends, room: 0.02)
        return tag("figure", .class("chart")) {
            tag("svg", .role("img"), .label(summary), .class("history")) {
                grid(values)
                axis(times)
                if let goal { mark(goal, values) }
                steps(points, values, times)
                for point in points { dot(point, values, times) }
            }
            tag("figcaption") {
                tag("span", .class("legend")) {
                    tag("span", .class("best")) { "best so far" }
                    tag("span", .class("one")) { "accepted" }
                    tag("span", .class("crowned")) { "took the crown" }
                    if goal != nil { tag("span", .class("goal")) { goalWords } }
                    if points.count < history.count {
                        tag("span") { "of \(history.count) the best of each moment" }
                    }
                }
            }
        }
    }

    /// As many points as there is room for: of each stretch of time the best, and the last that took the crown.
    static func drawn(_ points: [HistoryView.Point]) -> [HistoryView.Point] {
        guard points.count > most, let first = points.first, let last = points.last else { return points }
        let span = max(1, last.atMilliseconds - first.atMilliseconds + 1)
        let stretches = Dictionary(grouping: points) { point in
            (point.atMilliseconds - first.atMilliseconds) * Int64(most / 2) / span
        }
        return stretches.sorted { $0.key < $1.key }.flatMap { _, points in
            let best = points.max { $0.score < $1.score }, crowned = points.last(where: \.isCrowned)
            return points.filter { $0 == best || $0 == crowned }
        }
    }

    private static let most = 600

    private var text: ScoreText { ScoreText(metric: metric) }

    private var summary: String {
        let best = history.points.last.map { text.text($0.best) } ?? ""
        return "\(history.count) accepted scores over time; the best is \(best)"
    }

    private func grid(_ values: Scale) -> Markup {
        group {
            for tick in values.ticks(4) {
                let height = 1 - values.share(tick)
                Drawing.line("rule", x: (0, 1), y: (height, height))
                Drawing.text(text.number(tick), x: 0, y: height, dx: "-10", dy: "4", kind: "tick amount")
            }
        }
    }

    private func axis(_ times: Scale) -> Markup {
        group {
            for tick in TimeTicks(from: times.lower, to: times.upper, count: 6).ticks {
                let place = times.share(tick.milliseconds)
                if (0.04...0.96).contains(place) {
                    Drawing.line("rule", x: (place, place), y: (0.97, 1))
                    Drawing.text(tick.words, x: place, y: 1, dy: "16", anchor: "middle")
                }
            }
        }
    }

    private func mark(_ goal: Double, _ values: Scale) -> Markup {
        let height = 1 - values.share(goal)
        return Drawing.line("goal", x: (0, 1), y: (height, height))
    }

    /// The best score as stairs: a line to the right for as long as it lasted, and one up to the next.
    private func steps(_ points: [HistoryView.Point], _ values: Scale, _ times: Scale) -> Markup {
        var pieces: [Markup] = []
        var current: HistoryView.Point?
        for point in points where point.best > (current?.best ?? -1) {
            let place = times.share(Double(point.atMilliseconds))
            if let current {
                let heights = (1 - values.share(current.best), 1 - values.share(point.best))
                let from = times.share(Double(current.atMilliseconds))
                pieces.append(Drawing.line("best", x: (from, place), y: (heights.0, heights.0)))
                pieces.append(Drawing.line("best", x: (place, place), y: heights))
            }
            current = point
        }
        if let current {
            let height = 1 - values.share(current.best)
            let from = times.share(Double(current.atMilliseconds))
            pieces.append(Drawing.line("best", x: (from, 1), y: (height, height)))
        }
        return group { pieces }
    }

    private func dot(_ point: HistoryView.Point, _ values: Scale, _ times: Scale) -> Markup {
        Drawing.dot(
            point.isCrowned ? "one crowned" : "one",
            x: times.share(Double(point.atMilliseconds)),
            y: 1 - values.share(point.score),
            radius: point.isCrowned ? "5" : "3.5",
            title: "\(point.submission): \(text.text(point.score)), \(Figure.time(point.atMilliseconds))"
        )
    }
}
