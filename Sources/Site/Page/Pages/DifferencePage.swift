import Arena
import Foundation
import Records
import Rules

/// A submission's code beside that of the champion before it.
struct DifferencePage {
    let id: String
    /// The other side; nil when there was no champion before.
    let champion: String?
    let left: [Substring]
    let right: [Substring]
    let arena: ArenaSnapshot

    /// The most lines of either side that are compared.
    private static let most = 4000

    static func read(_ call: Call) async throws -> DifferencePage {
        let (detail, code) = try await SubmissionRoutes.code(call)
        let id = detail.submission.id
        let champion = rival(of: id, in: call.arena)
        let other = try await champion.asyncMap { try await call.arena.records.code(of: $0) } ?? nil
        return DifferencePage(
            id: id,
            champion: champion,
            left: CodePage.lines(of: String(decoding: other ?? Data(), as: UTF8.self)),
            right: CodePage.lines(of: String(decoding: code, as: UTF8.self)),
            arena: call.arena
        )
    }

    /// The champion that it dethroned; for one that never reigned, the champion of today.
    private static func rival(of id: String, in arena: ArenaSnapshot) -> String? {
        let reigns = arena.history.reigns.map(\.submission)
        guard let own = reigns.firstIndex(of: id) else { return reigns.last }
        return own > 0 ? reigns[own - 1] : nil
    }

    private var isTooLong: Bool { max(left.count, right.count) > Self.most }

    var frame: PageFrame {
        PageFrame(title: "Difference of \(id)", section: .submissions, arena: arena) {
            tag("section", .class("head")) {
                tag("p", .class("eyebrow")) { "Difference" }
                tag("h1") {
                    if let champion {
                        Part.submission(champion)
                        " → "
                    }
                    Part.submission(id)
                }
                tag("nav", .class("filter"), .label("More of this code")) {
                    tag("a", .href(.submission(id))) { "Verdict" }
                    tag("a", .href(.code(id))) { "Code" }
                }
            }
            if champion == nil {
                Part.none("It was the first champion: there is nothing to hold it against.")
            } else if isTooLong {
                Part.none("The files are too long to be compared here.")
            } else {
                comparison(LineDifference(left, right))
            }
        }
    }

    private func comparison(_ difference: LineDifference) -> Markup {
        group {
            tag("p") {
                difference.removed + difference.added == 0
                    ? "The two files are the same." : "\(difference.removed) lines gone, \(difference.added) new."
            }
            tag(
                "div",
                .class("scroll code difference"),
                .role("region"),
                .label("Side by side"),
                Attribute("tabindex", "0")
            ) {
                tag("table") { tag("tbody") { for row in difference.rows { line(row) } } }
            }
        }
    }

    private func line(_ row: LineDifference.Row) -> Markup {
        switch row {
        case .same(let i, let j): pair(i, j, "")
        case .changed(let i, let j): pair(i, j, "changed")
        case .removed(let i): pair(i, nil, "removed")
        case .added(let j): pair(nil, j, "added")
        case .skipped(let count):
            tag("tr", .class("skipped")) { tag("td", Attribute("colspan", "4")) { "\(count) equal lines" } }
        }
    }

    private func pair(_ i: Int?, _ j: Int?, _ kind: String) -> Markup {
        tag("tr", .class(kind)) {
            tag("td", .class("no")) { i.map { "\($0 + 1)" } ?? "" }
            tag("td", .class("old")) { tag("code") { i.map { String(left[$0]) } ?? "" } }
            tag("td", .class("no")) { j.map { "\($0 + 1)" } ?? "" }
            tag("td", .class("new")) { tag("code") { j.map { String(right[$0]) } ?? "" } }
        }
    }
}

extension Optional {
    /// The value through an asynchronous function, if there is one.
    fileprivate func asyncMap<Result>(_ transform: (Wrapped) async throws -> Result) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
