import ArgumentParser
import Evidence
import Rules

/// Checks a log of evidence with nothing but the validator's public key.
struct EvidenceVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a log of evidence: hashes, chain, signatures, and every figure in it.",
        discussion: """
            Needs no network and no arena. Exit status 0: the log is sound. 1: it is not, and the first thing that is \
            wrong is named. docs/evidence.md lists the names.
            """
    )

    @Argument(help: "The log: an arena's evidence.jsonl, or a copy of it.")
    var log: String

    @Option(help: "The validator's public key, 64 hexadecimal digits.")
    var key: String

    @Option(help: "The hash of an entry that the validator published: the log has to reach at least that far.")
    var head: String?

    @Flag(help: "Print JSON.")
    var json = false

    private struct Report: Encodable {
        struct Problem: Encodable {
            var code: String
            var entry: Int64?
            var sentence: String
        }

        var isSound: Bool
        var problem: Problem?
        var summary: EvidenceSummary?

        enum CodingKeys: String, CodingKey {
            case problem, summary
            case isSound = "sound"
        }
    }

    func run() throws {
        do {
            let log = try EvidenceLog(log, key: key)
            let summary = try EvidenceSummary(log.entries, key: log.key, published: head)
            if json { return try Terminal.json(Report(isSound: true, summary: summary)) }
            for line in lines(summary) { Terminal.line(line) }
        } catch let problem as EvidenceProblem {
            if json {
                let named = Report.Problem(
                    code: problem.code.rawValue,
                    entry: problem.entry,
                    sentence: problem.sentence
                )
                try Terminal.json(Report(isSound: false, problem: named))
            } else {
                let name = Terminal.styled(problem.code.rawValue, .bold, .red)
                let place = problem.entry.map { "entry \($0): " } ?? ""
                Terminal.line("\(name)  \(StrangeText.escaped(place + problem.sentence))")
            }
            throw ExitStatus.rejected.exit
        }
    }

    private func lines(_ summary: EvidenceSummary) -> [String] {
        var fields = [
            ("entries", "\(summary.entries), signed by \(summary.validator)"),
            ("verdicts", "\(summary.verdicts) on \(summary.submissions) submissions"),
            ("runs", "\(summary.runs), \(summary.seededRuns) of them under seeds that are public"),
            ("epochs", "\(summary.epochsClosed) closed, \(summary.epochsOpen) open"),
            ("matches", "\(summary.matches)"), ("champions", "\(summary.crowns)"),
            ("head", "\(summary.head.hash), entry \(summary.head.entry)"),
        ]
        if summary.carried > 0 {
            fields.append(("note", "\(summary.carried) rows are older than the log; nothing about them was checked"))
        }
        return [Terminal.styled("sound", .bold, .green)] + Fields(fields).lines
    }
}
