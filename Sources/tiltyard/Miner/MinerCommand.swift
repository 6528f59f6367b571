import ArgumentParser

struct MinerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "miner",
        abstract: "Compete.",
        subcommands: [
            MinerNewCommand.self, CheckCommand.self, BenchCommand.self, MinerValidateCommand.self,
            MinerSubmitCommand.self, MinerServeCommand.self, MinerStatusCommand.self,
        ]
    )
}
