import ArgumentParser

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The rules of contests: which there are, what they say, and what it means.",
        subcommands: [RulesListCommand.self, RulesShowCommand.self, RulesExplainCommand.self]
    )
}
