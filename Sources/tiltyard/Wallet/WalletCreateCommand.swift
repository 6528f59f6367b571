import ArgumentParser
import Chain

/// Makes a hotkey.
struct WalletCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a new hotkey.",
        discussion: "Never replaces one that is there. Only the public half is printed."
    )

    @OptionGroup(title: "Wallet")
    var options: WalletOptions

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the hotkey as JSON.")
    var json = false

    func run() async throws {
        let wallet = options.wallet(homeOptions.folder)
        _ = try wallet.create(options.hotkeyName)
        let description = try HotkeyDescription(options.hotkeyName, in: wallet)
        if json { return try Terminal.json(description) }
        for line in description.lines { Terminal.line(line) }
    }
}
