import ArgumentParser

/// Coldkeys and hotkeys.
struct WalletCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wallet",
        abstract: "Make, take in, show and use coldkeys and hotkeys.",
        subcommands: [
            WalletCreateCommand.self, WalletImportCommand.self, WalletListCommand.self, WalletShowCommand.self,
            WalletSignCommand.self, WalletVerifyCommand.self,
        ]
    )
}
