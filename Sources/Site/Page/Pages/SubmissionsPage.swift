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
    /// Whether newer ones come before.
    private let isPart: Bool

    init(call: Call) throws {
        let found = try SubmissionRoutes.found(by: call)
        arena = call.arena
        part = try Page(of: found, for: call, name: \.submission)
        count = found.count
        state = call.word("state")
        hotkey = call.word("hotkey")
        isPart = call.word("cursor") != nil
    }

    var frame: PageFrame {
        let places = arena.queue.placesBySubmission
        return PageFrame(title: "Submissions", section: .submissions, arena: arena) {
            Part.title("Submissions", aside: aside)
            tag("nav", .class("filter"), .label("By state")) {
                filter(nil, "all")
                if hotkey != nil { tag("a", .href(.submissions)) { "of everybody" } }
                for word in ["queued", "running", "accepted", "rejected", "failed"] { filter(word, word) }
            }
            if part.items.isEmpty {
                Part.none("There is none.")
            } else {
                tag("ol", .class("entries")) {
                    for entry in part.items {
                        SubmissionLine(entry: entry, arena: arena, place: places[entry.submission]).markup
                    }
                }
            }
            pager
        }
    }

    private var aside: String {
        let number = "\(count) " + (state == nil ? "in all" : "of this kind")
        return hotkey.map { "\(number), of hotkey \(Part.short($0))" } ?? number
    }

    @MarkupBuilder private var pager: Markup {
        if isPart || part.nextCursor != nil {
            tag("nav", .class("filter"), .label("More submissions")) {
                if isPart { tag("a", .href(SitePath("/s", query: query(state)))) { "Newest" } }
                if let cursor = part.nextCursor {
                    tag("a", .href(SitePath("/s", query: query(state) + [("cursor", cursor)]))) { "Older" }
                }
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
