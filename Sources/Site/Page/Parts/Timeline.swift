import Arena
import Records
import Rules

/// What happened to a submission, oldest first, in plain words.
struct Timeline {
    let life: LifeView
    /// How far it has come.
    let state: String
    /// What its evaluation was measured by.
    let checks: [Check]

    /// A step of the way.
    struct Step {
        let title: String
        var detail: Markup?
        var kind = ""
        var atMilliseconds: Int64?
    }

    var markup: Markup {
        let steps = self.steps
        let times = steps.map(\.atMilliseconds)
        return tag("ol", .class("life")) {
            for (index, step) in steps.enumerated() {
                line(step, Self.gap(before: index, times))
            }
        }
    }

    /// Seconds since the step before, where both have a time.
    private static func gap(before index: Int, _ times: [Int64?]) -> Double? {
        guard index > 0, let time = times[index], let earlier = times[index - 1] else { return nil }
        return Double(time - earlier) / 1000
    }

    private func line(_ step: Step, _ gap: Double?) -> Markup {
        tag("li", .class(step.kind)) {
            tag("p", .class("title")) {
                step.title
                if let gap, gap >= 0.05 { tag("span", .class("gap")) { "+\(Figure.duration(gap))" } }
            }
            if let detail = step.detail { tag("p") { detail } }
            if let time = step.atMilliseconds { tag("p", .class("when")) { Part.time(time) } }
        }
    }

    private var steps: [Step] {
        let blocks = life.revealBlock - min(life.committedAt, life.revealBlock)
        let sealed = Step(title: "Committed", detail: "sealed in block \(life.committedAt), for \(blocks) blocks")
        let open =
            state == "judged" || state == "rejected"
            ? [] : [Step(title: state == "running" ? "Being judged" : "Waiting", kind: "open")]
        return [sealed] + life.events.map(step) + open
    }

    private func step(_ event: EventView) -> Step {
        var step = Self.told(event, revealBlock: life.revealBlock)
        step.atMilliseconds = event.atMilliseconds
        if event.kind == Event.Kind.judged.rawValue, !checks.isEmpty {
            let reason = step.detail
            step.detail = group {
                if let reason { tag("span", .class("reason")) { reason } }
                CheckSummary(checks: checks).markup
            }
        }
        return step
    }

    private static func told(_ event: EventView, revealBlock: UInt64) -> Step {
        let details = event.details
        let sentence = details["sentence"]?.text.map { Markup(text: $0) }
        let rival = details["champion"]?.text.map { champion in
            group {
                "against "
                Part.submission(champion)
            }
        }
        switch event.kind {
        case "submission.revealed": return Step(title: "Revealed", detail: "in block \(revealBlock)")
        case "submission.fetched":
            return Step(title: "Code fetched", detail: details["bytes"]?.double.map { Markup(text: Figure.bytes($0)) })
        case "submission.refused": return Step(title: "Refused", detail: sentence, kind: "rejected")
        case "submission.queued":
            return Step(
                title: "Queued",
                detail: details["epoch"]?.double.map { "in epoch \(Int($0)): seeds are fixed" }
            )
        case "evaluation.started": return Step(title: "Evaluation started")
        case "evaluation.requeued":
            return Step(
                title: "Back to the queue",
                detail: details["code"]?.text.map { "\($0): through no fault of its own" }
            )
        case "submission.judged":
            let outcome = details["outcome"]?.text ?? ""
            return Step(title: "Judged: \(outcome)", detail: outcome == "accepted" ? nil : sentence, kind: outcome)
        case "match.opened": return Step(title: "Title match opened", detail: rival)
        case "match.started": return Step(title: "Title match started")
        case "match.requeued": return Step(title: "Title match goes back to the queue")
        case "match.inherited": return Step(title: "Shares the outcome of a near copy", detail: rival)
        case "match.decided":
            let ending = details["ending"]?.text ?? ""
            return Step(title: "Title match: \(ending)", detail: sentence, kind: ending == "crowned" ? "accepted" : "")
        case "board.crowned":
            return Step(
                title: "Takes the crown",
                detail: details["at_block"]?.double.map { "at block \(Int($0))" },
                kind: "crowned"
            )
        default: return Step(title: event.kind)
        }
    }
}

/// How many checks there were, and each that was broken with its number and its limit.
struct CheckSummary {
    let checks: [Check]

    var markup: Markup {
        let broken = checks.filter { !$0.isKept }
        return group {
            tag("a", Attribute("href", "#checks")) {
                broken.isEmpty ? "all \(checks.count) checks kept" : "\(broken.count) of \(checks.count) checks broken"
            }
            for check in broken {
                tag("span", .class("reason")) {
                    Part.sign(isGood: false)
                    let text = CheckText(check: check)
                    "\(CheckWords.name(check)): \(text.measured), allowed \(text.allowed)"
                }
            }
        }
    }
}
