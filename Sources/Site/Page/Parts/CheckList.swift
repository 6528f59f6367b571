import Arena
import Foundation

/// Every check: what was measured, what is allowed, and where the one lies within the other.
struct CheckList {
    let checks: [Check]
    /// The code of the verdict, which names the check that decided.
    let decisive: String?

    var markup: Markup {
        group {
            Table(
                "Checks",
                [
                    Table.Column("check", isHead: true), .number("measured", "strong"), .number("allowed"),
                    Table.Column("how near to the limit", "plot", isUnseen: true), .number("headroom"),
                ],
                rows: checks.map(line),
                kind: "cards checks"
            ).markup
            tag("p", .class("note")) {
                "The shaded part is allowed. On a line with one limit each tenth of the way is about a factor of three."
            }
        }
    }

    private func line(_ check: Check) -> Table.Row {
        let text = CheckText(check: check)
        return Table.Row(
            cells: [
                name(check, text), Markup(text: text.measured), Markup(text: text.allowed), bar(check),
                Markup(text: text.headroom),
            ],
            kind: check.isKept ? "" : "broken"
        )
    }

    private func name(_ check: Check, _ text: CheckText) -> Markup {
        group {
            Part.sign(isGood: check.isKept)
            CheckWords.name(check)
            if check.name == decisive { tag("span", .class("mark")) { "decided" } }
            tag("span", .class("where")) {
                [CheckWords.meaning(check), text.nearest.isEmpty ? nil : text.nearest].compactMap(\.self)
                    .joined(separator: " · ")
            }
        }
    }

    private func bar(_ check: Check) -> Markup {
        let left = check.lowest == nil ? 0 : Self.lower, right = check.highest == nil ? 1 : Self.upper
        return tag("svg", .class("range"), .hidden) {
            Drawing.line("base", x: (0, 1))
            Drawing.line("reach", x: (left, right))
            Drawing.dot("score", x: min(0.98, max(0.02, Self.place(of: check))), radius: "4")
        }
    }

    /// Where the limits lie on the track.
    private static let (lower, upper) = (0.2, 0.8)
    /// How many powers of ten lie between the limit and the beginning of the track.
    private static let decades = 4.0

    private static func place(of check: Check) -> Double {
        guard let value = check.value, value.isFinite else { return 1 }
        switch (check.lowest, check.highest) {
        case (let lowest?, let highest?):
            return lower + (upper - lower) * (value - lowest) / max(highest - lowest, .leastNonzeroMagnitude)
        case (nil, let highest?):
            return value > 0 && highest > 0 ? upper * (1 + log10(value / highest) / decades) : value > highest ? 1 : 0
        case (let lowest?, nil):
            return value > 0 && lowest > 0 ? lower + upper * log10(value / lowest) / decades : 0
        case (nil, nil): return 0.5
        }
    }
}
