import APIModels
import Arena
import Records
import Rules

/// All submissions, newest first, by state and by hotkey.
struct SubmissionsPage {
    private let arena: ArenaSnapshot
    private let part: Page<SubmissionSummary>
    private let arrivals: [String: Int64]
    /// How many there are in all; nil where nobody counts them.
    private let count: Int?
    private let state: String?
    private let hotkey: String?
    /// Whether newer ones come before.
    private let isPart: Bool

    init(call: Call) async throws {
        arena = call.arena
        (part, arrivals) = try await SubmissionRoutes.found(by: call)
        count = try await Self.count(try SubmissionRoutes.filter(of: call), in: call.arena)
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
                        SubmissionLine(
                            entry: entry,
                            metric: arena.preset.metric,
                            arrived: arrivals[entry.submission],
                            place: places[entry.submission]
                        ).markup
                    }
                }
            }
            pager
        }
    }

    private var aside: String {
        let number = count.map { "\($0) " + (state == nil ? "in all" : "of this kind") }
        return [number, hotkey.map { "of hotkey \(Part.short($0))" }].compactMap(\.self).joined(separator: ", ")
    }

    /// How many submissions a filter lets through, where that is known without looking at each.
    private static func count(_ filter: SubmissionFilter, in arena: ArenaSnapshot) async throws -> Int? {
        let totals = arena.recorded.totals, waiting = arena.queue.places
        if let hotkey = filter.hotkeys.first {
            return filter.kind == nil ? try await arena.records.count(ofHotkeys: hotkey) : nil
        }
        return switch filter.kind {
        case nil: totals.submissions
        case .accepted: totals.accepted
        case .rejected: totals.rejected + totals.refused
        case .failed: totals.failed
        case .judged: totals.accepted + totals.rejected + totals.failed
        case .some(let kind): waiting.count { $0.state == kind.rawValue }
        }
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
