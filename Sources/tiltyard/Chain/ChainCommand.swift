import ArgumentParser

/// A chain for development.
struct ChainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain",
        abstract: "Run a chain for development that speaks the network's protocol.",
        subcommands: [ChainRunCommand.self, ChainReferenceCommand.self]
    )
}
