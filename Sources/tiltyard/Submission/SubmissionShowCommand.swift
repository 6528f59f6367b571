import Arena
import ArgumentParser
import Records

/// Shows a submission.
struct SubmissionShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every check of a submission, its number, its limit, and why it ended as it did."
    )

    @Argument(help: "The submission, such as s-000001.")
    var id: String

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the submission as JSON.")
    var json = false

    func run() async throws {
        let home = try arena.existing
        let records = try Records.open(at: home.records)
        let view = try await SubmissionView.read(id, records: records, preset: try arena.rules)
        if json { return try Terminal.json(view) }
        for line in SubmissionReport(view: view).lines { Terminal.line(line) }
    }
}
