import Arena
import Rules

/// A submission in a list: what became of it, and why.
struct SubmissionLine {
    let entry: SubmissionSummary
    let arena: ArenaSnapshot

    var markup: Markup {
        tag("li", .class(entry.outcome ?? "waiting")) {
            tag("div", .class("who")) {
                Part.submission(entry.submission)
                if entry.isChampion { Part.crown }
                Part.hotkey(entry.hotkey)
            }
            tag("div", .class("what")) {
                Part.verdict(outcome: entry.outcome, code: entry.code, state: entry.state)
                if entry.outcome != "accepted", let sentence = entry.sentence { tag("p") { sentence } }
            }
            tag("div", .class("score n")) {
                if let score = entry.score { ScoreText(metric: arena.preset.metric).text(score) }
                if let rank = entry.rank { tag("span", .class("rank-of")) { "rank \(rank)" } }
            }
            tag("div", .class("when")) {
                if let time = arena.recorded.arrivals[entry.submission] { Part.time(time) }
            }
        }
    }
}
