import Arena

/// The speed of each run as a dot on one line, and the score among them.
struct RunPlot {
    let runs: [SubmissionView.Run]
    /// Tokens a second.
    let score: Double?

    var markup: Markup {
        let speeds = runs.compactMap(\.tokensPerSecond)
        let scale = Scale(speeds + [score].compactMap(\.self), room: 0.15)
        return tag("figure", .class("chart")) {
            if speeds.count > 1 {
                tag("svg", .class("strip"), .role("img"), .label(words(speeds))) {
                    for tick in scale.ticks(5) {
                        tag(
                            "line",
                            .class("rule"),
                            Attribute("x1", scale.x(tick)),
                            Attribute("x2", scale.x(tick)),
                            Attribute("y1", "0"),
                            Attribute("y2", "44")
                        ) {}
                        tag(
                            "text",
                            .class("tick"),
                            Attribute("x", scale.x(tick)),
                            Attribute("y", "60"),
                            Attribute("text-anchor", "middle")
                        ) {
                            Figure.fixed(tick)
                        }
                    }
                    if let score {
                        tag(
                            "line",
                            .class("best"),
                            Attribute("x1", scale.x(score)),
                            Attribute("x2", scale.x(score)),
                            Attribute("y1", "4"),
                            Attribute("y2", "44")
                        ) {}
                    }
                    for run in runs { dot(run, scale) }
                }
            }
        }
    }

    private func words(_ speeds: [Double]) -> String {
        "runs from \(Figure.fixed(speeds.min() ?? 0)) to \(Figure.fixed(speeds.max() ?? 0)) tokens/s"
    }

    private func dot(_ run: SubmissionView.Run, _ scale: Scale) -> Markup {
        guard let speed = run.tokensPerSecond else { return Markup() }
        return tag(
            "circle",
            .class("one", run.isMarked ? "busy" : ""),
            Attribute("cx", scale.x(speed)),
            Attribute("cy", "24"),
            Attribute("r", "5")
        ) {
            tag("title") { "run \(run.run): \(Figure.fixed(speed, 1)) tokens/s" + (run.isMarked ? ", disturbed" : "") }
        }
    }
}

/// The figures of each run.
struct RunTable {
    let runs: [SubmissionView.Run]

    var markup: Markup {
        Part.table(
            "Runs",
            columns: [
                ("run", "n"), ("wall", "n"), ("tokens/s", "n"), ("update error", "n"), ("length", "n"),
                ("freeze", "n wide"), ("others before", "n wide"), ("", ""),
            ]
        ) {
            tag("tbody") { for run in runs { line(run) } }
        }
    }

    private func line(_ run: SubmissionView.Run) -> Markup {
        tag("tr", .class(run.isGood ? "" : "broken")) {
            tag("th", .scope("row"), .class("n")) { "\(run.run)" }
            tag("td", .class("n")) { run.nanoseconds.map { Figure.duration(Double($0) / 1e9) } ?? "" }
            tag("td", .class("n strong")) { run.tokensPerSecond.map { Figure.fixed($0, $0 < 1000 ? 1 : 0) } ?? "" }
            tag("td", .class("n")) { run.updateError.map(Figure.short) ?? "" }
            tag("td", .class("n")) { run.projection.map { Figure.fixed($0, 5) } ?? "" }
            tag("td", .class("n wide")) {
                run.freezingNanoseconds.map { Figure.fixed(Double($0) / 1000) + " µs" } ?? ""
            }
            tag("td", .class("n wide")) { run.foreignLoad.map { Figure.percent($0) } ?? "" }
            tag("td") {
                (run.isGood ? [] : [run.outcome]).joined()
                if run.isMarked { tag("span", .class("mark")) { "busy: " + run.disturbances.joined(separator: ", ") } }
            }
        }
    }
}

extension SubmissionView.Run {
    /// Whether it was verified.
    var isGood: Bool { outcome == "verified" || outcome == "accepted" }
}
