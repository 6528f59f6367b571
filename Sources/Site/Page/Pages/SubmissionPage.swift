import APIModels
import Arena
import Records
import Rules

/// One submission: what became of it, every check with its limit, every run, and its life.
struct SubmissionPage {
    let view: SubmissionView
    let life: LifeView
    let arena: ArenaSnapshot
    /// What it printed, where that may be seen.
    let logs: [LogReply]
    let hasMatch: Bool

    static func read(_ call: Call) async throws -> SubmissionPage {
        let view = try await SubmissionRoutes.view(call)
        let match = try await call.arena.records.match(
            ofChallenger: view.submission,
            presetHash: call.arena.moment.presetHash
        )
        return SubmissionPage(
            view: view,
            life: try await LifeView.read(view.submission, records: call.arena.records),
            arena: call.arena,
            logs: (try? await SubmissionLog.read(view.submission, arena: call.arena, limit: 16_384)) ?? [],
            hasMatch: match != nil
        )
    }

    private var score: ScoreText { ScoreText(metric: arena.preset.metric) }

    var frame: PageFrame {
        PageFrame(title: view.submission, section: .submissions, arena: arena) {
            head
            tag("div", .class("split")) {
                tag("div") {
                    checks
                    runs
                    printed
                }
                tag("aside") {
                    tag("section", Attribute("aria-labelledby", "life")) {
                        Part.heading("Life", id: "life")
                        Timeline(life: life, state: view.state, checks: view.checks).markup
                    }
                    facts
                }
            }
        }
    }

    private var head: Markup {
        tag("section", .class("head")) {
            tag("p", .class("eyebrow")) { "Submission" }
            tag("h1") {
                tag("span", .class("id")) { view.submission }
                if view.isChampion { Part.crown }
                Part.verdict(outcome: view.outcome, code: view.code, state: view.state)
            }
            if let sentence = view.sentence { tag("p", .class("lead sentence")) { sentence } }
            if let fault { tag("p", .class("fault")) { fault } }
            tag("p", .class("result")) {
                if let value = view.score {
                    tag("strong") { score.number(value) }
                    " " + score.unit
                    if let rank = view.rank { " · rank \(rank)" }
                    if let mfu = view.mfu, arena.preset.metric != .mfu { " · \(Figure.percent(mfu)) MFU" }
                } else if let place = arena.queue.places.first(where: { $0.submission == view.submission }) {
                    waiting(place)
                }
            }
            links
        }
    }

    private func waiting(_ place: QueueView.Place) -> Markup {
        let wait = place.expectedSeconds.map { "; a verdict in about \(Figure.about($0))" } ?? ""
        return place.position == 0 ? "being judged now\(wait)" : "number \(place.position) in the queue\(wait)"
    }

    private var fault: String? {
        switch view.fault {
        case "competitor": "This was the submission's own doing."
        case "infrastructure": "This was the machine's doing; it costs the competitor nothing."
        case "task": "This was the task's doing; it costs the competitor nothing."
        default: nil
        }
    }

    private var links: Markup {
        let isPublic = view.outcome != nil && view.codeBytes != nil
        return tag("nav", .class("filter"), .label("More of this submission")) {
            if isPublic {
                tag("a", .href(.code(view.submission))) { "Code" }
                tag("a", .href(.difference(view.submission))) { "Against the champion" }
            }
            if hasMatch { tag("a", .href(.match(view.submission))) { "Title match" } }
            tag("a", .href(SitePath("/v1/submissions", view.submission, "evidence"))) { "Evidence as JSON" }
            tag("a", .href(SitePath("/v1/submissions", view.submission))) { "All of this as JSON" }
        }
    }

    private var checks: Markup {
        tag("section", Attribute("aria-labelledby", "checks")) {
            Part.heading(
                "Checks",
                id: "checks",
                aside: view.checks.isEmpty ? nil : "each at the run, tensor or row nearest to its limit"
            )
            if view.checks.isEmpty {
                Part.none(view.outcome == nil ? "There are none before the verdict." : noChecks)
            } else {
                CheckList(checks: view.checks, decisive: view.code).markup
            }
        }
    }

    private var noChecks: String {
        view.preset == nil
            ? "It did not get as far as a run."
            : "No run was compared, or the rules that it was judged by are not at hand."
    }

    private var runs: Markup {
        guard !view.runs.isEmpty else { return Markup() }
        return tag("section", Attribute("aria-labelledby", "runs")) {
            Part.heading("Runs", id: "runs", aside: "the score is their lower median")
            RunPlot(runs: view.runs, score: view.tokensPerSecond).markup
            RunTable(runs: view.runs).markup
        }
    }

    private var printed: Markup {
        let texts = logs.filter { !$0.text.isEmpty }
        guard !texts.isEmpty else { return Markup() }
        return tag("section", Attribute("aria-labelledby", "printed")) {
            Part.heading("What it printed", id: "printed", aside: "nothing that it says about itself is believed")
            for log in texts {
                tag("details", .id("log-" + log.file)) {
                    tag("summary") { log.file }
                    tag("pre", .class("log"), Attribute("tabindex", "0")) { log.text + (log.isCut ? "\n…" : "") }
                }
            }
        }
    }

    private var facts: Markup {
        tag("section", Attribute("aria-labelledby", "facts")) {
            Part.heading("Facts", id: "facts")
            Part.facts(
                [
                    ("Hotkey", tag("a", .class("long key"), .href(.submissions(of: view.hotkey))) { view.hotkey }),
                    ("Code hash", tag("code", .class("long")) { view.codeHash }),
                    ("Size", view.codeBytes.map { Markup(text: Figure.bytes(Double($0))) } ?? "not stored"),
                    ("Source", tag("code", .class("long")) { view.url }),
                ]
                    + (view.preset.map { [("Rules", Markup(text: $0 + " " + (view.presetHash?.prefix(12) ?? "")))] }
                        ?? [])
                    + (view.epoch.map {
                        [("Epoch", Markup(text: "\($0), " + (view.isEpochClosed ? "closed" : "open")))]
                    } ?? [])
                    + (view.attempts > 1 ? [("Attempts", Markup(text: "\(view.attempts)"))] : [])
            )
        }
    }
}
