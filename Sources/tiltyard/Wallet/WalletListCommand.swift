import ArgumentParser
import Chain

/// Lists hotkeys.
struct WalletListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all wallets and hotkeys.")

    @Option(
        name: .customLong("wallet.path"),
        help: "The folder of wallets. Default: 'wallets' in the arena's folder."
    )
    var path: String?

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the hotkeys as JSON.")
    var json = false

    func run() async throws {
        let folder = WalletOptions.folder(path, home: homeOptions.folder)
        let found = folder.wallets.flatMap { wallet in
            wallet.hotkeys.map { HotkeyDescription(listing: $0, in: wallet) }
        }
        if json { return try Terminal.json(found) }
        guard !found.isEmpty else {
            return Terminal.note("no wallets in \(folder.path); make one with tiltyard wallet create")
        }
        var table = Table([("wallet", .left), ("hotkey", .left), ("address", .left)])
        for entry in found {
            let cells = [entry.wallet, entry.hotkey, entry.address ?? entry.problem ?? "-"]
            if entry.problem == nil { table.add(cells) } else { table.add(cells, .red) }
        }
        for line in table.lines { Terminal.line(line) }
    }
}
