import APIModels
import Arena
import Chain
import Rules

/// Who waits, and what the validator does.
struct QueuePage {
    let arena: ArenaSnapshot

    var frame: PageFrame {
        let queue = arena.queue, validator = arena.validator
        return PageFrame(title: "Queue", section: .queue, arena: arena) {
            tag("section", Attribute("aria-labelledby", "validator")) {
                Part.heading("Validator", id: "validator")
                Part.facts([
                    ("Now", group { work(validator) }),
                    ("Verdicts in the last hour", "\(validator.judgedInLastHour)"),
                    (
                        "An evaluation takes",
                        Markup(text: queue.evaluationSeconds.map(Figure.duration) ?? "not known yet")
                    ),
                    ("Accepted", "\(validator.accepted)"),
                    ("Rejected", "\(validator.rejected)"),
                    ("Failed by the machine", "\(validator.failed)"),
                ])
            }
            tag("section", Attribute("aria-labelledby", "line")) {
                Part.heading(
                    "Queue",
                    id: "line",
                    aside: queue.places.isEmpty ? nil : "the earliest reveal is judged first"
                )
                if queue.places.isEmpty { Part.none("Nobody waits.") } else { table(queue.places) }
            }
        }
    }

    private func work(_ validator: ValidatorView) -> Markup {
        group {
            if validator.status == "absent" { "No validator works here; what is sealed is revealed all the same." }
            if validator.status == "idle" { "It waits for submissions." }
            for work in validator.work {
                tag("p") {
                    if let champion = work.champion {
                        "Title match of "
                        Part.submission(work.submission)
                        " against "
                        Part.submission(champion)
                    } else {
                        "Evaluation of "
                        Part.submission(work.submission)
                    }
                    ", since "
                    Part.time(work.startedMilliseconds)
                }
            }
        }
    }

    private func table(_ places: [QueueView.Place]) -> Markup {
        Part.table(
            "Queue",
            columns: [
                ("", "n"), ("submission", ""), ("hotkey", ""), ("state", ""), ("revealed in block", "n"),
                ("verdict in about", "n"),
            ]
        ) {
            tag("tbody") {
                for place in places.prefix(200) {
                    tag("tr") {
                        tag("td", .class("n")) { place.position == 0 ? "now" : "\(place.position)" }
                        tag("th", .scope("row")) { Part.submission(place.submission) }
                        tag("td") { Part.hotkey(place.hotkey) }
                        tag("td") { place.state }
                        tag("td", .class("n")) { "\(place.revealBlock)" }
                        tag("td", .class("n")) { place.expectedSeconds.map(Figure.duration) ?? "" }
                    }
                }
            }
        }
    }
}

/// Who was paid what.
struct PayoutsPage {
    let arena: ArenaSnapshot

    var frame: PageFrame {
        let board = arena.board
        return PageFrame(title: "Payouts", section: .payouts, arena: arena) {
            Part.heading(
                "Payouts",
                id: "list",
                aside: "\(Figure.tokens(board.emissionRao)) TAO every \(arena.chain.genesis.tempoBlocks) blocks"
            )
            if board.payouts.isEmpty {
                Part.none("Nothing has been paid yet.")
            } else {
                Part.table("Payouts", columns: [("block", "n"), ("paid to", ""), ("TAO", "n"), ("share", "plot")]) {
                    for payout in board.payouts.reversed() { rows(payout) }
                }
            }
        }
    }

    private func rows(_ payout: BoardView.Payout) -> Markup {
        tag("tbody", .class("band")) {
            for (index, payment) in payout.payments.enumerated() {
                let share = payout.sumRao == 0 ? 0 : Double(payment.rao) / Double(payout.sumRao)
                tag("tr") {
                    tag("td", .class("n")) { index == 0 ? "\(payout.block)" : "" }
                    tag("td") { if let hotkey = payment.hotkey { Part.hotkey(hotkey) } else { "burned" } }
                    tag("td", .class("n strong")) { Figure.tokens(payment.rao) }
                    tag("td", .class("plot")) {
                        tag(
                            "svg",
                            .class("share", payment.hotkey == nil ? "burned" : ""),
                            .role("img"),
                            .label(Figure.percent(share))
                        ) {
                            tag(
                                "rect",
                                Attribute("width", Scale.percent(share)),
                                Attribute("height", "8"),
                                Attribute("y", "4")
                            ) {}
                        }
                    }
                }
            }
        }
    }
}

/// The rules in force, key by key.
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
            Part.table("Keys", columns: [("key", ""), ("value", ""), ("meaning", "")]) {
                tag("tbody") {
                    for row in rules.keys where !["name", "summary"].contains(row.key) {
                        tag("tr") {
                            tag("th", .scope("row")) { tag("code") { row.key } }
                            tag("td", .class("value")) { tag("code") { Self.text(row.value) } }
                            tag("td") { row.meaning }
                        }
                    }
                }
            }
        }
    }

    private static func text(_ value: JSONValue) -> String {
        guard case .array(let elements) = value else { return value.text ?? value.canonicalText }
        return elements.isEmpty ? "none" : elements.map { $0.text ?? $0.canonicalText }.joined(separator: ", ")
    }
}
