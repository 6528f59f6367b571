import APIModels
import Arena
import Rules

/// All submissions, newest first, by state and by hotkey.
struct SubmissionsPage {
    private let arena: ArenaSnapshot
    private let part: Page<SubmissionSummary>
    private let count: Int
    private let state: String?
    private let hotkey: String?

    init(call: Call) throws {
        let found = try SubmissionRoutes.found(by: call)
        arena = call.arena
        part = try Page(of: found, for: call, name: \.submission)
        count = found.count
        state = call.word("state")
        hotkey = call.word("hotkey")
    }

    var frame: PageFrame {
        PageFrame(title: "Submissions", section: .submissions, arena: arena) {
            Part.heading("Submissions", id: "list", aside: "\(count) in all")
            tag("nav", .class("filter"), .label("By state")) {
                filter(nil, "all")
                for word in ["queued", "running", "accepted", "rejected", "failed"] { filter(word, word) }
            }
            if part.items.isEmpty { Part.none("There is none.") }
            tag("ol", .class("entries")) {
                for entry in part.items { SubmissionLine(entry: entry, arena: arena).markup }
            }
            if let cursor = part.nextCursor {
                tag("p") { tag("a", .href(SitePath("/s", query: query(state) + [("cursor", cursor)]))) { "Older" } }
            }
        }
    }

    private func filter(_ word: String?, _ text: String) -> Markup {
        tag("a", .href(SitePath("/s", query: query(word))), state == word ? Attribute("aria-current", "true") : nil) {
            text
        }
    }

    private func query(_ word: String?) -> [(StaticString, String)] {
        [("state", word), ("hotkey", hotkey)].compactMap { name, value in value.map { (name, $0) } }
    }
}
