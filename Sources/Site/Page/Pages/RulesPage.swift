import APIModels
import Arena
import Rules

/// The rules in force, key by key, and how to take part.
struct RulesPage {
    let rules: RulesReply
    let arena: ArenaSnapshot

    var frame: PageFrame {
        PageFrame(title: "Rules", section: .rules, arena: arena) {
            tag("section", .class("head")) {
                tag("p", .class("eyebrow")) { "Rules in force" }
                tag("h1") { rules.name }
                tag("p", .class("lead")) { rules.summary }
                Part.facts([("Hash", tag("code", .class("long")) { rules.hash })])
            }
            tag("section", Attribute("aria-labelledby", "enter")) {
                Part.heading("To take part", id: "enter", aside: "at home first: the same judge, the same limits")
                tag("pre", .class("steps"), Attribute("tabindex", "0"), .role("region"), .label("Commands")) {
                    "tiltyard miner new train.py --contract \(arena.preset.contract.rawValue)\n"
                    "tiltyard bench train.py --preset \(rules.name)\n"
                    "tiltyard miner submit train.py --preset \(rules.name)"
                }
            }
            tag("section", Attribute("aria-labelledby", "keys")) {
                Part.heading("Every key", id: "keys")
                table
            }
        }
    }

    private var table: Markup {
        Table(
            "Keys",
            [Table.Column("key", isHead: true), Table.Column("value", "value"), Table.Column("meaning", "meaning")],
            rows: rules.keys.filter { !["name", "summary"].contains($0.key) }.map { row in
                Table.Row(cells: [
                    tag("code") { row.key }, tag("code") { Self.text(row.value) }, Markup(text: row.meaning),
                ])
            },
            kind: "cards keys"
        ).markup
    }

    private static func text(_ value: JSONValue) -> String {
        guard case .array(let elements) = value else { return value.text ?? value.canonicalText }
        return elements.isEmpty ? "none" : elements.map { $0.text ?? $0.canonicalText }.joined(separator: ", ")
    }
}
