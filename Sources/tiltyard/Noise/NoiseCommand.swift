import ArgumentParser

/// The noise of machines, and what it does to crowns.
struct NoiseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "noise",
        abstract: "How much a machine's times vary, and whom rules crown for it.",
        subcommands: [NoiseFitCommand.self, NoiseTableCommand.self]
    )
}
