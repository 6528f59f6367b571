import Arena
import ArgumentParser
import Records
import Rules

/// Says where all tournaments stand.
struct TournamentStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "List the tournaments of an arena, newest first, and where each stands."
    )

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print them as JSON.")
    var json = false

    func run() async throws {
        let home = try homeOptions.existing
        let records = try Records.openReadOnly(at: home.records)
        let summaries = try await TournamentSummary.all(try await records.tournaments(), in: records)
        if json { return try Terminal.json(summaries) }
        guard !summaries.isEmpty else { return Terminal.note("no tournaments yet; tiltyard tournament run holds one") }
        let names = try EntrantNames(home)
        var table = Table([
            ("tournament", .left), ("type", .left), ("stage", .left), ("entrants", .right), ("rounds", .right),
            ("champion", .left), ("until", .left),
        ])
        for summary in summaries {
            table.add([
                summary.id, summary.type.rawValue, summary.stage.rawValue, "\(summary.entrants)", "\(summary.rounds)",
                summary.champion.map { names.name($0.hotkey) } ?? "-", summary.deadline?.text ?? "-",
            ])
        }
        for line in table.lines { Terminal.line(line) }
    }
}
