import ArgumentParser
import Foundation
import Records
import Rules

/// Measures what tournaments themselves cost.
struct TournamentBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure what forming and settling rounds, payouts and replay cost.",
        discussion: "scripts/tournament_bench.py sets them beside the same pairing in numpy and in plain Python.",
        shouldDisplay: false
    )

    @Option(help: "How many entrants the bracket has.")
    var entrants = 1_000_000

    @Option(help: "How many participants are paid.")
    var participants = 10_000

    @Option(help: "How many events are replayed, at least.")
    var events = 1_000_000

    @Option(help: "How often each is measured; the median counts.")
    var runs = 5

    @Flag(help: "Print the figures as JSON.")
    var json = false

    func validate() throws {
        guard entrants >= 2, participants >= 1, events >= 1, runs >= 1 else {
            throw ValidationError("all numbers must be positive")
        }
    }

    func run() async throws {
        let bench = TournamentBench(runs: runs)
        var figures = TournamentBench.Figures()
        figures.knockout = bench.knockout(entrants: entrants)
        figures.guide = try bench.guide(entrants: entrants)
        figures.payout = try bench.payout(participants: participants)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tournament-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        figures.replay = try await bench.replay(events: events, folder: folder.path)
        if json { return try Terminal.json(figures) }
        var table = Table([("what", .left), ("count", .right), ("seconds", .right)])
        for (name, figure) in figures.all { table.add([name, "\(figure.count)", Numbers.fixed(figure.seconds, 4)]) }
        for line in table.lines { Terminal.line(line) }
    }
}
