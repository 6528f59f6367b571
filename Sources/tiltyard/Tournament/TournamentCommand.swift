import ArgumentParser

/// Dated tournaments: their rules, and what these make of skill and chance.
struct TournamentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tournament",
        abstract: "Dated tournaments with groups, knockout and a boss round.",
        subcommands: [TournamentSimulateCommand.self, TournamentRulesCommand.self]
    )
}
