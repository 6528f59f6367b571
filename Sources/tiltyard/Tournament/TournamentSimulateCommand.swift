import ArgumentParser
import Foundation
import Rules

/// Plays whole tournaments with made-up entrants.
struct TournamentSimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Play a whole tournament with modelled skill and noise, or with recorded results.",
        discussion: """
            The same arguments give the same bytes, on every machine. A document of --json can be given to --results, \
            and leads to the same bracket again.
            """
    )

    @Option(help: "The rules: a preset's name, or its file.")
    var preset = "tournament-open"

    @Option(help: "What it is about: text, image or environment.")
    var type = TournamentType.text

    @Option(help: "How many enter; a champion defends the title against them.")
    var entrants = 32

    @Option(help: "Where all chance comes from.")
    var seed: UInt64 = 7

    @Option(help: "Where results come from: skill, or a file of 'tournament simulate --json'.")
    var results = "skill"

    @Option(help: "Simulate so many tournaments, and print how they end on the whole.")
    var trials: Int?

    @Option(help: "Write the bracket to this file as well, as a picture (SVG).")
    var svg: String?

    @Flag(help: "Print everything as JSON.")
    var json = false

    func validate() throws {
        guard (0...100_000).contains(entrants) else { throw ValidationError("--entrants must be from 0 to 100000") }
        guard (trials ?? 1) >= 1 else { throw ValidationError("--trials must be 1 or more") }
        guard trials == nil || svg == nil else { throw ValidationError("--svg draws one tournament, without --trials") }
        guard trials == nil || results == "skill" else { throw ValidationError("--trials needs --results skill") }
    }

    func run() throws {
        let rules = try TournamentPreset.named(preset)
        guard rules[type] != nil else { throw ValidationError("\(rules.name) has no \(type.rawValue) tournaments") }
        let field = SimulatedField(rules, type, entrants: entrants, seed: seed)
        if let trials {
            return try show(TournamentOdds(field, trials: trials, model: SkillModel()))
        }
        guard let bracket = try play(field) else { return }
        let record = try TournamentRecord(bracket, of: field.simulation)
        if let svg { try Data(BracketDrawing(record).svg.utf8).write(to: URL(fileURLWithPath: svg)) }
        if json { return try Terminal.json(record) }
        for line in BracketDrawing(record).lines { Terminal.line(line) }
        show(record)
    }

    private func play(_ field: SimulatedField) throws -> Bracket? {
        guard results != "skill" else { return field.simulation.run(field.performer(SkillModel()))?.bracket }
        guard let data = FileManager.default.contents(atPath: results) else {
            throw CommandFailure(.notFound, "cannot read \(results)")
        }
        return field.simulation.run(try RecordedPerformer(data))?.bracket
    }

    private func show(_ record: TournamentRecord) {
        Terminal.line("It took \(Numbers.fixed(record.hours, 2)) hours.")
        guard let payout = record.payout else { return }
        Terminal.line()
        var table = Table([("paid", .left), ("weight", .right)])
        for (hotkey, weight) in payout.ranked.prefix(10) { table.add([hotkey, Numbers.fixed(weight, 6)]) }
        table.add(["(burned)", Numbers.fixed(payout.burned, 6)])
        for line in table.lines { Terminal.line(line) }
    }

    private func show(_ odds: TournamentOdds) throws {
        if json { return try Terminal.json(odds) }
        func percent(_ share: Double) -> String { Numbers.fixed(100 * share, 1) + " %" }
        let fields = Fields([
            ("tournaments", "\(odds.trials) of \(odds.preset), \(odds.type.rawValue), \(odds.entrants) entrants"),
            ("best entrant wins the field", percent(odds.bestAdvances)),
            ("best entrant takes the title", percent(odds.bestWins)),
            ("champion is dethroned", percent(odds.dethroned)),
            ("copy wins a boss round", percent(odds.copyDethrones)),
            ("length", "\(Numbers.fixed(odds.meanHours, 1)) hours, \(Numbers.fixed(odds.mostHours, 1)) at most"),
            ("rounds", Numbers.fixed(odds.meanRounds, 2)),
        ])
        for line in fields.lines { Terminal.line(line) }
    }
}

extension TournamentType: ExpressibleByArgument {}
