import Arena
import Records
import Rules

/// The code of a submission, every line with a number that can be linked to.
struct CodePage {
    let detail: SubmissionDetail
    let lines: [Substring]
    let arena: ArenaSnapshot

    /// How many lines are shown; the rest is in the file.
    private static let most = 5000

    static func read(_ call: Call) async throws -> CodePage {
        let (detail, code) = try await SubmissionRoutes.code(call)
        return CodePage(detail: detail, lines: lines(of: String(decoding: code, as: UTF8.self)), arena: call.arena)
    }

    /// The lines of a text, whatever ends them; a last empty one is none.
    static func lines(of text: String) -> [Substring] {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        return lines
    }

    private var id: String { detail.submission.id }

    var frame: PageFrame {
        PageFrame(title: "Code of \(id)", section: .submissions, arena: arena) {
            tag("section", .class("head")) {
                tag("p", .class("eyebrow")) { "Code" }
                tag("h1") { Part.submission(id) }
                tag("p", .class("lead")) {
                    "\(lines.count) lines · SHA-256 "
                    tag("code") { String(detail.submission.codeHash.text.prefix(16)) + "…" }
                }
                tag("nav", .class("filter"), .label("More of this code")) {
                    tag("a", .href(.submission(id))) { "Verdict" }
                    tag("a", .href(.difference(id))) { "Against the champion" }
                    tag("a", .href(SitePath("/v1/submissions", id, "file"))) { "File" }
                }
            }
            listing
            if lines.count > Self.most { Part.none("The file has \(lines.count - Self.most) more lines.") }
        }
    }

    private var listing: Markup {
        var python = PythonText()
        let shown = lines.prefix(Self.most).map { python.markup($0) }
        return tag("div", .class("scroll code"), .role("region"), .label("Code of \(id)"), Attribute("tabindex", "0")) {
            tag("table") {
                tag("tbody") {
                    for (index, line) in shown.enumerated() {
                        tag("tr", .id("L\(index + 1)")) {
                            tag("td", .class("no")) {
                                tag("a", .href(.code(id, line: index + 1)), .label("line \(index + 1)")) {
                                    "\(index + 1)"
                                }
                            }
                            tag("td") { tag("code") { line } }
                        }
                    }
                }
            }
        }
    }
}
