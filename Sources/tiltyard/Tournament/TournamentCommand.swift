import ArgumentParser

/// Dated tournaments: their rules, what these make of skill and chance, and whole tournaments on an embedded chain.
struct TournamentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tournament",
        abstract: "Dated tournaments with groups, knockout and a boss round.",
        subcommands: [
            TournamentRunCommand.self, TournamentStatusCommand.self, TournamentShowCommand.self,
            TournamentBracketCommand.self, TournamentPayoutCommand.self, TournamentLedgerCommand.self,
            TournamentRefundCommand.self, TournamentBurnCommand.self, TournamentCancelCommand.self,
            TournamentWeightsCommand.self, TournamentSimulateCommand.self,
            TournamentOddsCommand.self, TournamentRulesCommand.self, TournamentBenchCommand.self,
        ]
    )
}
