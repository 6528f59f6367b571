import Arena
import ArgumentParser
import Foundation
import Rules

/// Runs the corpus of attacks and honest optimisations through the real judge.
struct RedteamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redteam",
        abstract: "Judge the corpus of attacks and honest optimisations, and count the errors.",
        discussion: """
            Two errors are counted: a cheat that is accepted with gain, and an honest submission that is rejected. \
            Exit status 0: none, and every row ended as its header says.
            """
    )

    @Option(help: "The corpus's folder.")
    var corpus = "redteam"

    @Option(help: "The rules to judge by.")
    var preset = "demo"

    @Option(help: "Only paths that contain this text, and the twins that they need.")
    var filter: String?

    @Option(help: "Only the paths listed in subsets/NAME.txt of the corpus.")
    var subset: String?

    @Option(help: "Any text; the seeds of all runs are derived from it.")
    var masterSeed = "1"

    @Option(help: "How many runs a speed that is compared is the median of. Default: the preset's number.")
    var runs: Int?

    @Option(help: "The multiple of its twin's speed up to which an attack counts as not faster.")
    var tolerance = 1.25

    @Option(
        help: """
            Keep the books in this file, as JSON, after each submission. If it is there, rows of files and rules that have \
            not changed are taken from it, so that a run that was interrupted goes on.
            """
    )
    var books: String?

    @Option(help: "Write the books to this file as a Markdown page.")
    var markdown: String?

    @Flag(help: "Print the books as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        let corpus = try Corpus(folder: corpus)
        var entries = corpus.filtered(filter)
        if let subset { entries = try chosen(subset, of: corpus) }
        guard !entries.isEmpty else { throw ValidationError("no submission of the corpus fits") }
        let rules = try Preset.named(preset)
        let references = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: references) }
        let team = RedteamRun(
            corpus: corpus,
            presets: try family(of: rules),
            bench: BenchRun(machine: machine, references: references.path),
            masterSeed: masterSeed,
            tolerance: tolerance,
            timedRuns: runs ?? rules.runs
        )
        let resolutions = try resolutions(of: team.presets)
        func report(_ rows: [RedteamRow]) -> RedteamReport {
            RedteamReport(
                preset: rules.name,
                presetHash: rules.hash,
                masterSeed: masterSeed,
                tolerance: tolerance,
                rows: rows,
                resolutions: resolutions
            )
        }
        let rows = try await team.judge(entries, known: try earlierRows()) { rows, later in
            if let row = rows.last { Terminal.note(Self.line(row, rows.count, entries.count)) }
            if let books {
                try JSONEncoder().encode(report(rows + later)).write(to: URL(fileURLWithPath: books), options: .atomic)
            }
        }
        let report = report(rows)
        if let markdown { try Data(report.markdown.utf8).write(to: URL(fileURLWithPath: markdown)) }
        if json { try Terminal.json(report) } else { show(report) }
        guard report.isGood else { throw ExitCode.failure }
    }

    /// What an earlier run under the same seed found out.
    private func earlierRows() throws -> [RedteamRow] {
        guard let books, let data = FileManager.default.contents(atPath: books) else { return [] }
        guard let earlier = try? JSONDecoder().decode(RedteamReport.self, from: data) else {
            throw ValidationError("\(books) holds no books of the red team")
        }
        guard earlier.masterSeed == masterSeed, earlier.tolerance == tolerance else {
            throw ValidationError(
                "\(books) belongs to master seed \(earlier.masterSeed), tolerance \(earlier.tolerance)"
            )
        }
        return earlier.rows
    }

    /// The rules themselves, and those of the same name for other precision classes, such as `demo-bf16-params`.
    private func family(of rules: Preset) throws -> [String: Preset] {
        var family = [rules.workload.precision.rawValue: rules]
        for precision in ["fp32", "bf16-autocast", "bf16-params"] where family[precision] == nil {
            let name = "\(rules.name)-\(precision)"
            if Preset.allNames.contains(name) { family[precision] = try Preset.named(name) }
        }
        return family
    }

    /// The largest saving that passes in each precision class, where its rules have a calibration.
    private func resolutions(of presets: [String: Preset]) throws -> [String: Calibration.Resolution] {
        let given = try Preset.named(preset).hash
        return try presets.compactMapValues { rules in
            try Preset.calibration(of: rules.hash == given ? preset : rules.name)?.resolution
        }
    }

    private func chosen(_ subset: String, of corpus: Corpus) throws -> [CorpusEntry] {
        let file = "\(corpus.folder)/subsets/\(subset).txt"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ValidationError("there is no subset \(file)")
        }
        let paths = Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
        let unknown = paths.subtracting(corpus.entries.map(\.path)).filter { !$0.hasPrefix("#") && !$0.isEmpty }
        guard unknown.isEmpty else { throw ValidationError("\(file) names \(unknown.sorted()[0]), which is not there") }
        return corpus.entries.filter { paths.contains($0.path) }
    }

    private static func line(_ row: RedteamRow, _ index: Int, _ count: Int) -> String {
        let ratio = row.twinRatio.map { ", \(Numbers.fixed($0, 2)) × its twin" } ?? ""
        let colour: Terminal.Style = row.outcome.isGood ? .green : .red
        return "\(index)/\(count)  \(row.path)  " + Terminal.styled(row.outcome.rawValue, colour)
            + "  \(row.code)\(ratio)"
    }

    private func show(_ report: RedteamReport) {
        let odd = report.rows.filter { !$0.outcome.isGood }
        if !odd.isEmpty {
            Terminal.line("Not as their headers say:")
            for row in odd {
                Terminal.line("  \(row.path)  \(row.outcome.rawValue)  \(row.code)  \(row.evidence ?? "no evidence")")
                Terminal.line("      \(row.sentence)")
            }
        }
        for line in report.resolutionLines { Terminal.line(line) }
        Terminal.line(report.summary)
    }
}
