import ArgumentParser

/// What can be done with a log of evidence.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Check an arena's log of evidence, or judge again what is in it.",
        subcommands: [EvidenceVerifyCommand.self, EvidenceReplayCommand.self, EvidenceKeyCommand.self]
    )
}
