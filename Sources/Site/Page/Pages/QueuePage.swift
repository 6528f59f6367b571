import Arena
import Rules

/// Who waits, and what the validator does.
struct QueuePage {
    let arena: ArenaSnapshot

    var frame: PageFrame {
        let queue = arena.queue, validator = arena.validator
        return PageFrame(title: "Queue", section: .queue, arena: arena) {
            Part.title("Queue", aside: aside(queue))
            tag("section", Attribute("aria-labelledby", "validator")) {
                Part.heading("Validator", id: "validator")
                tag("div", .class("now", validator.status)) { work(validator) }
                Part.facts([
                    ("Verdicts in the last hour", "\(validator.judgedInLastHour)"),
                    (
                        "An evaluation takes",
                        Markup(text: queue.evaluationSeconds.map(Figure.about) ?? "not known yet")
                    ),
                    ("Accepted", "\(validator.accepted)"), ("Rejected", "\(validator.rejected)"),
                    ("Failed by the machine", "\(validator.failed)"),
                ])
            }
            tag("section", Attribute("aria-labelledby", "line")) {
                Part.heading(
                    "Waiting",
                    id: "line",
                    aside: queue.places.isEmpty ? nil : "the earliest reveal is judged first"
                )
                if queue.places.isEmpty { Part.none("Nobody waits.") } else { table(queue.places) }
            }
        }
    }

    private func aside(_ queue: QueueView) -> String {
        guard let last = queue.places.last?.expectedSeconds else { return "nobody waits" }
        let wait = Figure.about(last + (queue.evaluationSeconds ?? 0))
        return "what is revealed now has its verdict in about \(wait)"
    }

    private func work(_ validator: ValidatorView) -> Markup {
        group {
            if validator.status == "absent" {
                tag("p") { "No validator works here; what is sealed is revealed all the same." }
            }
            if validator.status == "idle" { tag("p") { "It waits for submissions." } }
            for work in validator.work {
                tag("p") {
                    if validator.status == "absent" { "It was at work: " }
                    if let champion = work.champion {
                        "Title match of "
                        Part.submission(work.submission)
                        " against "
                        Part.submission(champion)
                    } else {
                        "Evaluation of "
                        Part.submission(work.submission)
                    }
                    tag("span", .class("when")) {
                        "since "
                        Part.time(work.startedMilliseconds)
                    }
                }
            }
        }
    }

    private func table(_ places: [QueueView.Place]) -> Markup {
        Table(
            "Queue",
            [
                .number("place"), Table.Column("submission", isHead: true), Table.Column("hotkey"),
                Table.Column("state"), .number("revealed in block"), .number("verdict in about", "strong"),
            ],
            rows: places.prefix(200).map { place in
                Table.Row(
                    cells: [
                        place.position == 0 ? "now" : "\(place.position)", Part.submission(place.submission),
                        Part.hotkey(place.hotkey), Part.verdict(outcome: nil, code: nil, state: place.state),
                        "\(place.revealBlock)", Markup(text: place.expectedSeconds.map(Figure.about) ?? ""),
                    ],
                    key: place.submission
                )
            }
        ).markup
    }
}
