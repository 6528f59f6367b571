import ArgumentParser
import Rules

/// Compares what rules make of skill and chance.
struct TournamentOddsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "odds",
        abstract: "Simulate many tournaments by every preset, and compare how they end.",
        discussion: "The numbers of skill and noise are assumed, not measured. The same arguments give the same table."
    )

    @Option(help: "How many tournaments of each preset and type.")
    var trials = 500

    @Option(help: "How many enter.")
    var entrants = 32

    @Option(help: "Where all chance comes from.")
    var seed: UInt64 = 7

    @Flag(help: "Print the table for docs/results/tournaments.md.")
    var markdown = false

    @Flag(help: "Print the odds as JSON.")
    var json = false

    func validate() throws {
        guard trials >= 1 else { throw ValidationError("--trials must be 1 or more") }
        guard (0...100_000).contains(entrants) else { throw ValidationError("--entrants must be from 0 to 100000") }
    }

    func run() throws {
        var odds: [TournamentOdds] = []
        for name in TournamentPreset.allNames {
            let preset = try TournamentPreset.named(name)
            for type in preset.types {
                Terminal.progress("\(name) \(type.rawValue)")
                let field = SimulatedField(preset, type, entrants: entrants, seed: seed)
                odds.append(TournamentOdds(field, trials: trials, model: SkillModel()))
            }
        }
        if json { return try Terminal.json(odds) }
        if markdown { return page(odds) }
        var table = Table(Self.heads.map { ($0, $0 == "rules" || $0 == "type" ? .left : .right) })
        for row in odds { table.add(cells(row)) }
        for line in table.lines { Terminal.line(line) }
    }

    private static let heads = [
        "rules", "type", "best wins field", "best is champion", "champion falls", "copy dethrones", "rounds", "hours",
        "most hours",
    ]

    private func cells(_ odds: TournamentOdds) -> [String] {
        func percent(_ share: Double) -> String { Numbers.fixed(100 * share, 1) + " %" }
        return [
            odds.preset, odds.type.rawValue, percent(odds.bestAdvances), percent(odds.bestWins),
            percent(odds.dethroned), percent(odds.copyDethrones), Numbers.fixed(odds.meanRounds, 2),
            Numbers.fixed(odds.meanHours, 1), Numbers.fixed(odds.mostHours, 1),
        ]
    }

    private func page(_ odds: [TournamentOdds]) {
        let model = SkillModel()
        func percent(_ share: Double) -> String { Numbers.fixed(100 * share, 0) + " %" }
        let failures = percent(model.competitorFailures)
        let text = """
            # What the rules of tournaments make of skill and chance

            Made by `tiltyard tournament odds --trials \(trials) --entrants \(entrants) --seed \(seed) --markdown`.

            Every row is \(trials) simulated tournaments of \(entrants) entrants and a champion who was the best of another such
            field. **Skill and noise are assumed, not measured**: a standard deviation of skill of \(percent(model.spread)) of the
            loss, of noise of \(percent(model.noise)), and \(failures) failures by the competitor and by the machinery each.

            - *best wins field*: the most skilled entrant beats all other entrants;
            - *best is champion*: and holds the title afterwards;
            - *champion falls*: somebody takes the title;
            - *copy dethrones*: a model as good as the champion's takes the title in a boss round;
            - *hours*: from the beginning to the end, with trainings as long as the rules' hours for a model of eight
              billion parameters; the mean, and the most.

            """
        Terminal.line(text)
        Terminal.line("| " + Self.heads.joined(separator: " | ") + " |")
        Terminal.line("|" + Self.heads.map { $0 == "rules" || $0 == "type" ? "---|" : "---:|" }.joined())
        for row in odds { Terminal.line("| " + cells(row).joined(separator: " | ") + " |") }
    }
}
