import Arena
import Rules

/// How the board came to be what it is: every score, and who reigned when.
struct HistoryPage {
    let arena: ArenaSnapshot
    private let history: HistoryView
    private let score: ScoreText

    /// How many reigns are shown, newest first; the rest is in the API.
    private static let most = 200

    init(arena: ArenaSnapshot) {
        self.arena = arena
        history = arena.history
        score = ScoreText(metric: arena.preset.metric)
    }

    var frame: PageFrame {
        PageFrame(title: "History", section: .history, arena: arena) {
            Part.title("History", aside: ScoreTrend(digest: arena.recorded.digest, now: arena.milliseconds).words)
            if history.points.isEmpty {
                Part.none("Nothing has been accepted yet. The first accepted submission takes the crown.")
            } else {
                tag("div", .class("tall")) { BoardPage(arena: arena).chart }
                tag("section", Attribute("aria-labelledby", "reigns")) {
                    Part.heading("Reigns", id: "reigns", aside: "newest first")
                    reigns
                }
            }
        }
    }

    private var reigns: Markup {
        let all = Array(history.reigns.enumerated())
        return Table(
            "Reigns",
            [
                .number("reign"), Table.Column("champion", isHead: true), Table.Column("hotkey"),
                .number(score.unit, "strong"), .number("over the one before"), .number("from block"),
                .number("reigned for"), Table.Column("what changed"),
            ],
            rows: all.reversed().prefix(Self.most).map { index, reign in
                let isLast = index + 1 == all.count
                let end = isLast ? arena.block : all[index + 1].element.fromBlock
                return Table.Row(
                    cells: [
                        "\(index + 1)", name(reign, isLast: isLast), Part.hotkey(reign.hotkey),
                        Markup(text: score.number(reign.score)), Markup(text: gain(reign)), "\(reign.fromBlock)",
                        "\(end - min(reign.fromBlock, end)) blocks", links(reign, isFirst: index == 0),
                    ],
                    kind: isLast ? "champion" : "",
                    key: "reign \(index + 1)"
                )
            }
        ).markup
    }

    private func name(_ reign: HistoryView.Reign, isLast: Bool) -> Markup {
        group {
            Part.submission(reign.submission)
            if isLast { Part.crown }
        }
    }

    private func gain(_ reign: HistoryView.Reign) -> String {
        guard let beaten = reign.beatenScore, beaten > 0 else { return "" }
        return Figure.change(reign.score / beaten - 1, 2)
    }

    private func links(_ reign: HistoryView.Reign, isFirst: Bool) -> Markup {
        tag("a", .href(isFirst ? .code(reign.submission) : .difference(reign.submission))) {
            isFirst ? "code" : "difference"
        }
    }
}

/// How far scores have come, in words.
struct ScoreTrend {
    let digest: HistoryDigest
    /// Milliseconds since 1970.
    let now: Int64

    var words: String? {
        guard let first = digest.first, let best = digest.best, first.score > 0, best > first.score else { return nil }
        let all = "\(Figure.change(best / first.score - 1)) since the first"
        return [all, recent(best: best)].compactMap(\.self).joined(separator: ", ")
    }

    private func recent(best: Double) -> String? {
        guard let before = digest.best(before: now - 86_400_000), before > 0 else { return nil }
        return best > before ? "\(Figure.change(best / before - 1)) in the last day" : "nothing new in the last day"
    }
}
