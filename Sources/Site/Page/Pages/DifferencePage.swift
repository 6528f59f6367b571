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
            tag("p", .class("counts")) {
                if difference.removed + difference.added == 0 {
                    "The two files are the same."
                } else {
                    tag("span", .class("removed")) { "−\(difference.removed)" }
                    " "
                    tag("span", .class("added")) { "+\(difference.added)" }
                    " lines, from the left file to the right one"
                }
            }
            Part.scroll("Side by side", kind: "code difference") { SideBySide(difference, left, right).markup }
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
