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
            Part.table(
                "Pairs",
                columns: [
                    ("pair", "n"), ("first", "wide"), ("challenger", "n"), ("champion", "n"), ("lead", "n"),
                    ("", "plot"),
                    ("for", ""), ("evidence", "n"),
                ]
            ) {
                let scale = Scale(pairs.compactMap(\.lead).flatMap { [$0, -$0] }, room: 0.05)
                tag("tbody") { for pair in pairs { line(pair, scale) } }
            }
        }
    }

    private func aside(_ pairs: [MatchPair]) -> String {
        let won = pairs.count { $0.sign > 0 }, lost = pairs.count { $0.sign < 0 }
        return "\(won) for the challenger, \(lost) for the champion, \(pairs.count - won - lost) for neither"
    }

    private func line(_ pair: MatchPair, _ scale: Scale) -> Markup {
        tag("tr") {
            tag("th", .scope("row"), .class("n")) { "\(pair.index + 1)" }
            tag("td", .class("wide")) { pair.first.rawValue }
            tag("td", .class("n")) { time(pair.challenger) }
            tag("td", .class("n")) { time(pair.champion) }
            tag("td", .class("n strong")) { pair.lead.map { Figure.change($0, 2) } ?? "" }
            tag("td", .class("plot")) { if let lead = pair.lead { bar(lead, scale) } }
            tag("td") { pair.sign > 0 ? "challenger" : pair.sign < 0 ? "champion" : "neither" }
            tag("td", .class("n")) { Figure.short(pair.evidence) }
        }
    }

    private func time(_ arm: MatchPair.Arm) -> String {
        arm.failure?.code.rawValue ?? arm.run.map { Figure.duration(Double($0.nanoseconds) / 1e9) } ?? ""
    }

    private func bar(_ lead: Double, _ scale: Scale) -> Markup {
        let ends = [scale.share(0), scale.share(lead)].sorted()
        return tag("svg", .class("lead", lead > 0 ? "won" : "lost"), .hidden) {
            tag(
                "rect",
                Attribute("x", Scale.percent(ends[0])),
                Attribute("width", Scale.percent(ends[1] - ends[0])),
                Attribute("y", "4"),
                Attribute("height", "8")
            ) {}
            tag(
                "line",
                .class("rule"),
                Attribute("x1", scale.x(0)),
                Attribute("x2", scale.x(0)),
                Attribute("y1", "0"),
                Attribute("y2", "16")
            ) {}
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

/// The evidence for the challenger after each pair, on a logarithmic scale, and what it has to reach.
struct EvidenceChart {
    let pairs: [MatchPair]
    let needed: Double?

    var markup: Markup {
        let logs = pairs.map { log10(max($0.evidence, 1e-6)) }
        let goal = needed.map { log10($0) }
        let values = Scale(logs + [0] + [goal].compactMap(\.self), room: 0.1),
            places = Scale([0, Double(pairs.count)], room: 0.01)
        return tag("figure", .class("chart")) {
            tag("svg", .class("evidence"), .role("img"), .label("evidence for the challenger, pair by pair")) {
                rule(values.y(0), "even", "rule")
                if let goal, let needed { rule(values.y(goal), "needed: \(Figure.short(needed))", "goal") }
                for (index, value) in logs.enumerated() {
                    let from = index == 0 ? 0 : logs[index - 1]
                    tag(
                        "line",
                        .class("best"),
                        Attribute("x1", places.x(Double(index))),
                        Attribute("x2", places.x(Double(index + 1))),
                        Attribute("y1", values.y(from)),
                        Attribute("y2", values.y(value))
                    ) {}
                }
            }
        }
    }

    private func rule(_ height: String, _ text: String, _ kind: String) -> Markup {
        group {
            tag(
                "line",
                .class(kind),
                Attribute("x1", "0"),
                Attribute("x2", "100%"),
                Attribute("y1", height),
                Attribute("y2", height)
            ) {}
            tag("text", .class("tick"), Attribute("x", "0"), Attribute("y", height), Attribute("dy", "-5")) { text }
        }
    }
}
