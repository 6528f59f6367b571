import Arena
import Records
import Rules

/// The board: who reigns, what the next has to do, who stands where, and who was turned away.
struct BoardPage {
    let arena: ArenaSnapshot
    private let board: BoardView
    private let score: ScoreText

    init(arena: ArenaSnapshot) {
        self.arena = arena
        board = arena.board
        score = ScoreText(metric: arena.preset.metric)
    }

    var frame: PageFrame {
        PageFrame(title: "Board", section: .board, arena: arena) {
            tag("h1", .class("unseen")) { "Board of \(board.preset)" }
            tag("section", .class("figures"), .label("At a glance")) {
                champion
                goal
                waiting
                paid
            }
            if !board.rows.isEmpty {
                tag("section", Attribute("aria-labelledby", "history")) {
                    Part.heading("Scores", id: "history", aside: trend)
                    chart
                }
            }
            tag("section", Attribute("aria-labelledby", "rows")) {
                Part.heading("Standing", id: "rows", aside: standing)
                if board.rows.isEmpty {
                    Part.none("Nothing has been accepted yet. The first accepted submission takes the crown.")
                } else {
                    BoardTable(board: board, arena: arena, rows: board.rows).markup
                }
            }
            recent
        }
    }

    /// Every accepted score, and what the next one has to reach.
    var chart: Markup {
        let isMatch = board.next?.leastScore != nil
        return HistoryChart(
            history: arena.history,
            goal: board.next?.leastScore ?? board.threshold,
            goalWords: isMatch ? "from here on a title match" : "to take the crown",
            metric: arena.preset.metric
        ).markup
    }

    private var trend: String {
        ScoreTrend(digest: arena.recorded.digest, now: arena.milliseconds).words ?? "every accepted submission"
    }

    private var standing: String? {
        let all = arena.recorded.totals.rows
        if all > ArenaSnapshot.rows {
            let isBelow = board.champion.map { $0.rank > ArenaSnapshot.rows } ?? false
            return "the first \(ArenaSnapshot.rows) of \(all)" + (isBelow ? ", and the champion" : "")
        }
        return board.rows.contains { $0.band != nil } ? "between two bold lines: scores that cannot be told apart" : nil
    }

    private func figure(_ name: String, _ value: Markup, _ more: Markup) -> Markup {
        tag("div", .class("figure")) {
            tag("h2") { name }
            tag("p", .class("value")) { value }
            tag("p", .class("more")) { more }
        }
    }

    private func amount(_ number: String, _ unit: String) -> Markup {
        group {
            number
            tag("span", .class("unit")) { " " + unit }
        }
    }

    private var champion: Markup {
        guard let row = board.champion else {
            return figure("Champion", "nobody yet", "the first accepted submission reigns")
        }
        let since = arena.history.reigns.last.map { "since block \($0.fromBlock)" } ?? ""
        return figure(
            "Champion",
            amount(score.number(row.score), score.unit),
            group {
                Part.crown
                " "
                Part.submission(row.submission)
                " "
                Part.hotkey(row.hotkey)
                " " + since
            }
        )
    }

    private var goal: Markup {
        guard let threshold = board.threshold, let jump = board.next else {
            return figure("To take the crown", "any score", "that is accepted")
        }
        let fraction = Figure.change(jump.fraction, jump.fraction < 0.01 ? 2 : 1)
        guard let least = jump.leastScore else {
            return figure(
                "To take the crown",
                group {
                    tag("span", .class("unit")) { "more than " }
                    amount(score.number(threshold), score.unit)
                },
                group {
                    "\(fraction) over the champion" + (jump.rule == "adaptive" ? ", and less with every block" : "")
                }
            )
        }
        return figure(
            "To take the crown",
            group {
                tag("span", .class("unit")) { "win by " }
                fraction
            },
            group { "in a title match; \(score.text(least)) gets one" }
        )
    }

    private var waiting: Markup {
        let queue = arena.queue, places = queue.places
        let last = places.last?.expectedSeconds
        return figure(
            "Queue",
            group { places.isEmpty ? "empty" : "\(places.count) waiting" },
            group {
                if let last {
                    "a new one has its verdict in about \(Figure.about(last + (queue.evaluationSeconds ?? 0)))"
                } else if let pace = queue.evaluationSeconds {
                    "an evaluation takes about \(Figure.about(pace))"
                } else {
                    "no evaluation has ended yet"
                }
            }
        )
    }

    private var paid: Markup {
        guard let payout = board.payouts.last else {
            let emission = board.emissionRao == 0 ? "" : "\(Figure.tokens(board.emissionRao)) TAO a tempo"
            return figure("Last payout", "none yet", Markup(text: emission))
        }
        let best = payout.payments.max { $0.rao < $1.rao }
        return figure(
            "Last payout",
            amount(Figure.tokens(best?.rao ?? 0), "TAO"),
            group {
                if let hotkey = best?.hotkey { Part.hotkey(hotkey) } else { "burned" }
                " at block \(payout.block)"
            }
        )
    }

    private var recent: Markup {
        let (entries, arrivals) = arena.recorded.newest
        let places = arena.queue.placesBySubmission
        return tag("section", Attribute("aria-labelledby", "recent")) {
            Part.heading("Newest submissions", id: "recent")
            if entries.isEmpty { Part.none("Nobody has submitted anything yet.") }
            tag("ol", .class("entries")) {
                for entry in entries {
                    SubmissionLine(
                        entry: entry,
                        metric: arena.preset.metric,
                        arrived: arrivals[entry.submission],
                        place: places[entry.submission]
                    ).markup
                }
            }
            if !entries.isEmpty { tag("p") { tag("a", .href(.submissions)) { "All submissions" } } }
        }
    }
}
