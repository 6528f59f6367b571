import Arena
import Foundation
import Records
import Rules

/// What intake's look at the text found, as it was recorded: the places that break a rule, by line.
struct LintNotes: Sendable {
    /// One place.
    struct Note: Sendable, Equatable {
        /// The rule's word; for text that is no Python `syntax_error`.
        let rule: String
        let reason: String
    }

    /// By line, counted from 1.
    let notes: [Int: [Note]]
    /// The reason in one sentence, for a submission that was refused.
    let refusal: Submission.Refusal?

    /// Reads them from a submission's life.
    ///
    /// - Parameters:
    ///   - life: What happened to it.
    ///   - refusal: Why it was refused, if it was.
    init(life: LifeView, refusal: Submission.Refusal?) {
        self.refusal = refusal
        let details = life.events.last { $0.kind == Event.Kind.refused.rawValue }?.details
        var found = Self.notes(in: details?["findings"])
        if found.isEmpty, let refusal, refusal.code == "syntax_error", let line = Self.line(in: refusal.sentence) {
            found[line] = [Note(rule: refusal.code, reason: refusal.sentence)]
        }
        notes = found
    }

    private static func notes(in findings: JSONValue?) -> [Int: [Note]] {
        guard case .array(let findings)? = findings else { return [:] }
        return findings.reduce(into: [:]) { notes, finding in
            guard case .integer(let line)? = finding["line"] else { return }
            let note = Note(rule: finding["rule"]?.text ?? "", reason: finding["reason"]?.text ?? "")
            notes[Int(clamping: line), default: []].append(note)
        }
    }

    /// The line that the parser names at the end of its sentence.
    private static func line(in sentence: String) -> Int? {
        sentence.firstMatch(of: /\(line (\d{1,9})\)$/).flatMap { Int($0.output.1) }
    }

    /// How many places there are.
    var count: Int { notes.values.reduce(0) { $0 + $1.count } }

    private static let nothing =
        "Intake looked at this text before anything ran, and found nothing that breaks a rule."

    /// What is said above the code.
    var summary: Markup {
        tag("div", .class("lint", refusal == nil ? "clean" : "found"), .role("note"), .label("What intake found")) {
            tag("p") {
                Part.sign(isGood: refusal == nil, says: "")
                refusal?.sentence ?? Self.nothing
            }
            if !notes.isEmpty {
                tag("ul") {
                    for (line, notes) in notes.sorted(by: { $0.key < $1.key }) {
                        for note in notes { item(note, at: line) }
                    }
                }
            }
        }
    }

    private func item(_ note: Note, at line: Int) -> Markup {
        tag("li") {
            tag("a", Attribute("href", "#L\(line)")) { "Line \(line)" }
            " "
            tag("code") { note.rule }
            if note.reason != refusal?.sentence { " " + note.reason }
        }
    }
}
