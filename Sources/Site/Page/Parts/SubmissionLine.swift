import Arena
import Rules

/// A submission in a list: what became of it, and why.
struct SubmissionLine {
    let entry: SubmissionSummary
    let metric: Metric
    /// When it was taken in, in milliseconds since 1970.
    let arrived: Int64?
    /// Where it waits, if it does.
    var place: QueueView.Place?

    private var wait: String? {
        guard let place, let seconds = place.expectedSeconds else { return nil }
        let words = "a verdict in about \(Figure.about(seconds))"
        return place.position == 0 ? words : "number \(place.position) in the queue, \(words)"
    }

    var markup: Markup {
        tag("li", .class(entry.outcome ?? "waiting"), Attribute("data-key", entry.submission)) {
            tag("div", .class("who")) {
                Part.submission(entry.submission)
                if entry.isChampion { Part.crown }
                Part.hotkey(entry.hotkey)
            }
            tag("div", .class("what")) {
                Part.verdict(outcome: entry.outcome, code: entry.code, state: entry.state)
                if let wait { tag("p", .class("sentence")) { wait } }
                if entry.outcome != "accepted", let sentence = entry.sentence {
                    tag("p", .class("sentence")) { sentence }
                }
            }
            tag("div", .class("score n")) {
                if let score = entry.score { ScoreText(metric: metric).text(score) }
                if let rank = entry.rank { tag("span", .class("rank-of")) { "rank \(rank)" } }
            }
            tag("div", .class("when")) {
                if let arrived { Part.time(arrived) }
            }
        }
    }
}

extension QueueView {
    /// Where each submission waits.
    var placesBySubmission: [String: Place] {
        Dictionary(places.map { ($0.submission, $0) }) { first, _ in first }
    }
}
