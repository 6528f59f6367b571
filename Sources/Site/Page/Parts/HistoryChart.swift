import Arena
import Rules

/// Every accepted score over time, and the best up to then, as a drawing.
struct HistoryChart {
    let history: HistoryView
    /// What the next challenger has to exceed.
    let threshold: Double?
    let metric: Metric

    var markup: Markup {
        guard let first = history.points.first, let last = history.points.last else { return Markup() }
        let values = Scale(history.points.map(\.score) + [threshold].compactMap(\.self), room: 0.12)
        let times = Scale([first, last].map { Double($0.atMilliseconds) }, room: 0.02)
        return tag("figure", .class("chart")) {
            tag("svg", .role("img"), .label(summary), .class("history")) {
                grid(values)
                if let threshold { mark(threshold, values) }
                steps(values, times)
                for point in history.points { dot(point, values, times) }
            }
            tag("figcaption") {
                Part.time(first.atMilliseconds)
                tag("span", .class("legend")) {
                    tag("span", .class("best")) { "best so far" }
                    tag("span", .class("one")) { "a submission" }
                    if threshold != nil { tag("span", .class("goal")) { "to beat" } }
                }
                Part.time(last.atMilliseconds)
            }
        }
    }

    private var summary: String {
        let text = ScoreText(metric: metric)
        let best = history.points.last.map { text.text($0.best) } ?? ""
        return "\(history.points.count) accepted scores over time; the best is \(best)"
    }

    private func grid(_ values: Scale) -> Markup {
        let text = ScoreText(metric: metric)
        return group {
            for tick in values.ticks(4) {
                tag(
                    "line",
                    .class("rule"),
                    Attribute("x1", "0"),
                    Attribute("x2", "100%"),
                    Attribute("y1", values.y(tick)),
                    Attribute("y2", values.y(tick))
                ) {}
                tag(
                    "text",
                    .class("tick"),
                    Attribute("x", "0"),
                    Attribute("y", values.y(tick)),
                    Attribute("dx", "-8"),
                    Attribute("dy", "4")
                ) {
                    text.number(tick)
                }
            }
        }
    }

    private func mark(_ threshold: Double, _ values: Scale) -> Markup {
        tag(
            "line",
            .class("goal"),
            Attribute("x1", "0"),
            Attribute("x2", "100%"),
            Attribute("y1", values.y(threshold)),
            Attribute("y2", values.y(threshold))
        ) {}
    }

    /// The best score as stairs: a line to the right for as long as it lasted, and one up to the next.
    private func steps(_ values: Scale, _ times: Scale) -> Markup {
        var pieces: [Markup] = []
        var current: HistoryView.Point?
        for point in history.points where point.best > (current?.best ?? -1) {
            if let current {
                let end = times.x(Double(point.atMilliseconds))
                pieces.append(
                    line(times.x(Double(current.atMilliseconds)), end, values.y(current.best), values.y(current.best))
                )
                pieces.append(line(end, end, values.y(current.best), values.y(point.best)))
            }
            current = point
        }
        if let current {
            let height = values.y(current.best)
            pieces.append(line(times.x(Double(current.atMilliseconds)), "100%", height, height))
        }
        return group { pieces }
    }

    private func line(_ x1: String, _ x2: String, _ y1: String, _ y2: String) -> Markup {
        tag(
            "line",
            .class("best"),
            Attribute("x1", x1),
            Attribute("x2", x2),
            Attribute("y1", y1),
            Attribute("y2", y2)
        ) {}
    }

    private func dot(_ point: HistoryView.Point, _ values: Scale, _ times: Scale) -> Markup {
        tag(
            "circle",
            .class("one", point.isCrowned ? "crowned" : ""),
            Attribute("cx", times.x(Double(point.atMilliseconds))),
            Attribute("cy", values.y(point.score)),
            Attribute("r", point.isCrowned ? "4.5" : "3.5")
        ) {
            tag("title") {
                let score = ScoreText(metric: metric).text(point.score)
                "\(point.submission): \(score), \(Figure.time(point.atMilliseconds))"
            }
        }
    }
}
