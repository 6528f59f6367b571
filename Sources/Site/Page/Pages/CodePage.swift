import Arena
import Records
import Rules

/// The code of a submission: every line with a number that can be linked to, and beside it what intake found there.
struct CodePage {
    let detail: SubmissionDetail
    let lines: [Substring]
    let lint: LintNotes
    let arena: ArenaSnapshot

    /// How many lines are shown; the rest is in the file.
    private static let most = 5000

    static func read(_ call: Call) async throws -> CodePage {
        let (detail, code) = try await SubmissionRoutes.code(call)
        let life = try await LifeView.read(detail.submission.id, records: call.arena.records)
        return CodePage(
            detail: detail,
            lines: lines(of: String(decoding: code, as: UTF8.self)),
            lint: LintNotes(life: life, refusal: detail.submission.refusal),
            arena: call.arena
        )
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
                    tag("code", .title(detail.submission.codeHash.text)) {
                        String(detail.submission.codeHash.text.prefix(16)) + "…"
                    }
                }
                tag("nav", .class("filter"), .label("More of this code")) {
                    tag("a", .href(.submission(id))) { "Verdict" }
                    tag("a", .href(.difference(id))) { "Against the champion" }
                    tag("a", .href(SitePath("/v1/submissions", id, "file"))) { "File" }
                }
            }
            lint.summary
            listing
            if lines.count > Self.most { Part.none("The file has \(lines.count - Self.most) more lines.") }
        }
    }

    private var listing: Markup {
        var python = PythonText()
        let shown = lines.prefix(Self.most).map { python.markup($0) }
        return Part.scroll("Code of \(id)", kind: "code") {
            tag("table") {
                tag("tbody") {
                    for (index, line) in shown.enumerated() {
                        row(index + 1, line)
                        for note in lint.notes[index + 1] ?? [] { comment(note) }
                    }
                }
            }
        }
    }

    private func row(_ number: Int, _ line: Markup) -> Markup {
        tag("tr", .id("L\(number)"), .class(lint.notes[number] == nil ? "" : "found")) {
            tag("td", .class("no")) {
                // Thousands of lines would be in the way of who moves from link to link.
                tag("a", .href(.code(id, line: number)), .label("line \(number)"), Attribute("tabindex", "-1")) {
                    "\(number)"
                }
            }
            tag("td") { tag("code") { line } }
        }
    }

    private func comment(_ note: LintNotes.Note) -> Markup {
        tag("tr", .class("comment")) {
            tag("td", .class("no")) { tag("span", .class("sign bad"), .hidden) { "✗" } }
            tag("td") {
                tag("p") {
                    tag("strong") { note.rule.replacing("_", with: " ") }
                    " " + note.reason
                }
            }
        }
    }
}
