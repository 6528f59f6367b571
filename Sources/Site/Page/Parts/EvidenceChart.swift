import Arena
import Foundation
import Judging

/// The evidence for the challenger after each pair, on a logarithmic scale, and what it has to reach.
struct EvidenceChart {
    let pairs: [MatchPair]
    let needed: Double?

    var markup: Markup {
        let logs = pairs.map { log10(max($0.evidence, 1e-6)) }
        let goal = needed.map { log10($0) }
        let values = Scale(logs + [0] + [goal].compactMap(\.self), room: 0.1)
        let places = Scale([0, Double(pairs.count)], room: 0.01)
        return tag("figure", .class("chart")) {
            tag("svg", .class("evidence"), .role("img"), .label(summary)) {
                rule(1 - values.share(0), "even", "rule")
                if let goal, let needed { rule(1 - values.share(goal), "needed: \(Figure.short(needed))", "goal") }
                for tick in places.ticks(8) where tick > 0 && tick == tick.rounded() {
                    Drawing.text(Figure.fixed(tick), x: places.share(tick), y: 1, dy: "14", anchor: "middle")
                }
                for (index, value) in logs.enumerated() {
                    let from = index == 0 ? 0 : logs[index - 1]
                    Drawing.line(
                        "best",
                        x: (places.share(Double(index)), places.share(Double(index + 1))),
                        y: (1 - values.share(from), 1 - values.share(value))
                    )
                }
                for (index, value) in logs.enumerated() { dot(index, value, places, values) }
            }
            tag("figcaption") {
                tag("span", .class("legend")) {
                    tag("span", .class("full")) { "won by the challenger" }
                    tag("span", .class("one")) { "lost or even" }
                    tag("span") { "evidence after each pair; the scale is logarithmic" }
                }
            }
        }
    }

    private var summary: String {
        let last = pairs.last.map { Figure.short($0.evidence) } ?? "1"
        return "evidence for the challenger, pair by pair: \(last) at the end"
    }

    private func dot(_ index: Int, _ value: Double, _ places: Scale, _ values: Scale) -> Markup {
        Drawing.dot(
            pairs[index].sign > 0 ? "one full" : "one",
            x: places.share(Double(index + 1)),
            y: 1 - values.share(value),
            radius: "3",
            title: "pair \(index + 1): \(Figure.short(pairs[index].evidence))"
        )
    }

    private func rule(_ height: Double, _ text: String, _ kind: String) -> Markup {
        group {
            Drawing.line(kind, x: (0, 1), y: (height, height))
            Drawing.text(text, x: 0, y: height, dy: "-5")
        }
    }
}
