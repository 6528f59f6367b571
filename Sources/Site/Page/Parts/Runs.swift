import Arena

/// The speed of each run as a dot on one line, and the score among them.
struct RunPlot {
    let runs: [SubmissionView.Run]
    /// Tokens a second.
    let score: Double?

    private static let floor = 0.69

    var markup: Markup {
        let speeds = runs.compactMap(\.tokensPerSecond)
        guard speeds.count > 1 else { return Markup() }
        let scale = Scale(speeds + [score].compactMap(\.self), room: 0.15)
        return tag("figure", .class("chart")) {
            tag("svg", .class("strip"), .role("img"), .label(words(speeds))) {
                for tick in scale.ticks(4) {
                    Drawing.line("rule", x: (scale.share(tick), scale.share(tick)), y: (0, Self.floor))
                    Drawing.text(Figure.fixed(tick), x: scale.share(tick), y: 1, dy: "-4", anchor: "middle")
                }
                if let score {
                    Drawing.line("best", x: (scale.share(score), scale.share(score)), y: (0.04, Self.floor))
                }
                for run in runs { dot(run, scale) }
            }
            tag("figcaption") {
                tag("span", .class("legend")) {
                    tag("span", .class("full")) { "a run, in tokens/s" }
                    if score != nil { tag("span", .class("best")) { "the score" } }
                    if runs.contains(where: \.isMarked) { tag("span", .class("one")) { "a run while others worked" } }
                }
            }
        }
    }

    private func words(_ speeds: [Double]) -> String {
        "runs from \(Figure.fixed(speeds.min() ?? 0)) to \(Figure.fixed(speeds.max() ?? 0)) tokens/s"
    }

    private func dot(_ run: SubmissionView.Run, _ scale: Scale) -> Markup {
        guard let speed = run.tokensPerSecond else { return Markup() }
        return Drawing.dot(
            run.isMarked ? "one busy" : "one",
            x: scale.share(speed),
            y: Self.floor / 2,
            radius: "5",
            title: "run \(run.run): \(Figure.fixed(speed, 1)) tokens/s" + (run.isMarked ? ", disturbed" : "")
        )
    }
}

/// The figures of each run.
struct RunTable {
    let runs: [SubmissionView.Run]

    var markup: Markup {
        Table(
            "Runs",
            [
                .number("run", isHead: true), .number("wall time"), .number("tokens/s", "strong"),
                .number("update error"), .number("length"), .number("freeze"), .number("others before"),
                Table.Column("remark", isUnseen: true),
            ],
            rows: runs.map(line)
        ).markup
    }

    private func line(_ run: SubmissionView.Run) -> Table.Row {
        let texts = [
            run.nanoseconds.map { Figure.duration(Double($0) / 1e9) },
            run.tokensPerSecond.map { Figure.fixed($0, $0 < 1000 ? 1 : 0) },
            run.updateError.map(Figure.short),
            run.projection.map { Figure.fixed($0, 5) },
            run.freezingNanoseconds.map { Figure.fixed(Double($0) / 1000) + "\u{202F}µs" },
            run.foreignLoad.map { Figure.percent($0) },
        ]
        return Table.Row(
            cells: ["\(run.run)"] + texts.map { Markup(text: $0 ?? "") } + [remark(run)],
            kind: run.isGood ? "" : "broken"
        )
    }

    private func remark(_ run: SubmissionView.Run) -> Markup {
        group {
            if !run.isGood { tag("span", .class("mark bad")) { run.outcome } }
            if run.isMarked { tag("span", .class("mark")) { "busy: " + run.disturbances.joined(separator: ", ") } }
        }
    }
}

extension SubmissionView.Run {
    /// Whether it was verified.
    var isGood: Bool { outcome == "verified" || outcome == "accepted" }
}
