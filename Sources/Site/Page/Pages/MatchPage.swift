import Arena
import Foundation
import Judging
import Rules

/// One title match: how it ended, and every pair once it has.
struct MatchPage {
    let match: MatchView
    let arena: ArenaSnapshot

    static func read(_ call: Call) async throws -> MatchPage {
        MatchPage(match: try await StateRoutes.match(try call.id, call.arena), arena: call.arena)
    }

    var frame: PageFrame {
        PageFrame(title: "Match of \(match.challenger)", section: .matches, arena: arena) {
            tag("section", .class("head")) {
                tag("p", .class("eyebrow")) { "Title match" + (match.number.map { " \($0)" } ?? "") }
                tag("h1") {
                    Part.submission(match.challenger)
                    tag("span", .class("versus")) { " against " }
                    Part.submission(match.champion)
                    MatchEnding(match: match).markup
                }
                tag("p", .class("lead")) { MatchEnding(match: match).sentence }
                if let ancestor = match.ancestor {
                    tag("p") {
                        "It shares the outcome of "
                        Part.submission(ancestor)
                    }
                }
            }
            if let pairs = match.disclosure?.pairs, !pairs.isEmpty { fought(pairs) }
            if let disclosure = match.disclosure { secrets(disclosure) }
        }
    }

    private func fought(_ pairs: [MatchPair]) -> Markup {
        tag("section", Attribute("aria-labelledby", "pairs")) {
            Part.heading("Pairs", id: "pairs", aside: aside(pairs))
            EvidenceChart(pairs: pairs, needed: match.evidenceNeeded).markup
            table(pairs)
        }
    }

    private func table(_ pairs: [MatchPair]) -> Markup {
        let scale = Scale(pairs.compactMap(\.lead).flatMap { [$0, -$0] }, room: 0.05)
        return Table(
            "Pairs",
            [
                .number("pair", isHead: true), Table.Column("first", "wide"), .number("challenger"),
                .number("champion"), .number("lead", "strong"), Table.Column("lead as a bar", "plot", isUnseen: true),
                Table.Column("counts for"), .number("evidence"),
            ],
            rows: pairs.map { line($0, scale) },
            kind: "dense"
        ).markup
    }

    private func aside(_ pairs: [MatchPair]) -> String {
        let won = pairs.count { $0.sign > 0 }, lost = pairs.count { $0.sign < 0 }
        return "\(won) for the challenger, \(lost) for the champion, \(pairs.count - won - lost) for neither"
    }

    private func line(_ pair: MatchPair, _ scale: Scale) -> Table.Row {
        Table.Row(cells: [
            "\(pair.index + 1)", Markup(text: pair.first.rawValue), Markup(text: time(pair.challenger)),
            Markup(text: time(pair.champion)), Markup(text: pair.lead.map { Figure.change($0, 2) } ?? ""),
            pair.lead.map { bar($0, scale) } ?? "",
            pair.sign > 0 ? "challenger" : pair.sign < 0 ? "champion" : "neither",
            Markup(text: Figure.short(pair.evidence)),
        ])
    }

    private func time(_ arm: MatchPair.Arm) -> String {
        arm.failure?.code.rawValue ?? arm.run.map { Figure.duration(Double($0.nanoseconds) / 1e9) } ?? ""
    }

    private func bar(_ lead: Double, _ scale: Scale) -> Markup {
        tag("svg", .class("bar", lead > 0 ? "won" : "lost"), .hidden) {
            Drawing.bar(from: scale.share(0), to: scale.share(lead))
            Drawing.line("middle", x: (0.5, 0.5), y: (0, 1))
        }
    }

    private func secrets(_ disclosure: MatchView.Disclosure) -> Markup {
        tag("section", Attribute("aria-labelledby", "seeds")) {
            Part.heading("To check it", id: "seeds", aside: "every seed follows from the secret and the beacon")
            Part.facts([
                ("Secret", tag("code", .class("long")) { disclosure.secret }),
                (
                    "Beacon",
                    tag("code", .class("long")) { "\(disclosure.beaconHash) of block \(disclosure.beaconBlock)" }
                ),
                ("Seeds", group { for seed in disclosure.seeds { tag("code", .class("long")) { seed } } }),
                ("Error probability", Markup(text: Figure.percent(match.errorShare, 2))),
            ])
        }
    }
}
