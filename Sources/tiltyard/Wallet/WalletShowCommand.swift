import ArgumentParser

/// Shows a hotkey.
struct WalletShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a hotkey, but for its secret half."
    )

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the hotkey as JSON.")
    var json = false

    func run() async throws {
        let description = try HotkeyDescription(options.hotkeyName, in: options.wallet(homeOptions.folder))
        if json { return try Terminal.json(description) }
        for line in description.lines { Terminal.line(line) }
    }
}
