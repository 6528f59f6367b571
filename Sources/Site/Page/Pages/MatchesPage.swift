import APIModels
import Arena
import Rules

/// The title matches, newest first.
struct MatchesPage {
    let matches: [MatchView]
    /// Whether there are earlier ones.
    let hasMore: Bool
    let arena: ArenaSnapshot

    /// How many are shown; the rest is in the API.
    private static let most = 200

    static func read(_ call: Call) async throws -> MatchesPage {
        let newest = try await StateRoutes.matches(call.arena, limit: most)
        return MatchesPage(matches: newest.items, hasMore: newest.nextCursor != nil, arena: call.arena)
    }

    var frame: PageFrame {
        PageFrame(title: "Matches", section: .matches, arena: arena) {
            Part.title("Title matches", aside: aside)
            if let rule = arena.preset.crown.match {
                tag("p", .class("lead")) {
                    "Challenger and champion train in turn, pair by pair, until the evidence says who is faster or "
                        + "\(rule.mostPairs) pairs are over."
                }
            }
            if matches.isEmpty {
                Part.none(
                    arena.preset.crown.match == nil
                        ? "Under these rules the crown is decided by scores; there are no title matches."
                        : "Nobody has challenged the champion yet."
                )
            } else {
                table
            }
        }
    }

    private var aside: String? {
        if matches.isEmpty { return nil }
        return hasMore ? "the newest \(matches.count)" : "\(matches.count) in all"
    }

    private var table: Markup {
        Table(
            "Title matches",
            [
                .number("match"), Table.Column("challenger", isHead: true), Table.Column("champion"),
                Table.Column("ending"), .number("pairs"), .number("evidence"), .number("needed"),
            ],
            rows: matches.map { match in
                Table.Row(
                    cells: [
                        Markup(text: match.number.map { "\($0)" } ?? ""),
                        tag("a", .class("id"), .href(.match(match.challenger))) { match.challenger },
                        Part.submission(match.champion), MatchEnding(match: match).markup, "\(match.pairs)",
                        Markup(text: match.evidence.map(Figure.short) ?? ""),
                        Markup(text: match.evidenceNeeded.map(Figure.short) ?? ""),
                    ],
                    key: match.challenger
                )
            }
        ).markup
    }
}

/// How a match ended, as a word with what it means.
struct MatchEnding {
    let match: MatchView

    var markup: Markup {
        let word = match.ending ?? match.state
        return tag(
            "span",
            .class("verdict", match.ending == "crowned" ? "accepted" : match.ending == nil ? "waiting" : "other")
        ) { word }
    }

    var sentence: String {
        switch match.ending {
        case "crowned": "The challenger was faster by the margin often enough: it took the crown."
        case "futile": "The pairs say that the challenger is not better by the margin."
        case "exhausted": "All pairs were fought, and neither side could be shown to be right."
        case "forfeited": "The challenger broke the rules in a pair, and lost."
        case "inherited": "Nothing was fought: a near copy had its match already."
        case "failed": "Every attempt failed by the machine's doing; the champion stays."
        default:
            match.state == "running"
                ? "It is being fought; pairs are shown once it has ended." : "It waits to be fought."
        }
    }
}
