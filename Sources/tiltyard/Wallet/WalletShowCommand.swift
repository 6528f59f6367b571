import ArgumentParser

/// Shows a hotkey.
struct WalletShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a hotkey and its coldkey, but for the secret halves."
    )

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the hotkey as JSON.")
    var json = false

    func run() async throws {
        let description = try KeyDescription(options.hotkeyName, in: options.wallet(homeOptions.folder))
        if json { return try Terminal.json(description) }
        for line in description.lines { Terminal.line(line) }
    }
}
