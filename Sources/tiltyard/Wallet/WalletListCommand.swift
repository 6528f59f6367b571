import ArgumentParser
import Chain

/// Lists coldkeys and hotkeys.
struct WalletListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List all wallets with their coldkeys and hotkeys."
    )

    @Option(
        name: .customLong("wallet.path"),
        help: "The folder of wallets, such as ~/.bittensor/wallets. Default: 'wallets' in the arena's folder."
    )
    var path: String?

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the keys as JSON.")
    var json = false

    func run() async throws {
        let folder = WalletOptions.folder(path, home: homeOptions.folder)
        let found = folder.wallets.flatMap { wallet in
            (wallet.hasColdkey ? [KeyDescription(coldkeyOf: wallet)] : [])
                + wallet.hotkeys.map { KeyDescription(listing: $0, in: wallet) }
        }
        if json { return try Terminal.json(found) }
        guard !found.isEmpty else {
            return Terminal.note("no wallets in \(folder.path); make one with tiltyard wallet create")
        }
        var table = Table([("wallet", .left), ("key", .left), ("address", .left), ("secret half", .left)])
        for entry in found {
            let secret = entry.isEncrypted ? "encrypted" : "not encrypted"
            let key = entry.hotkey.map { "hotkey \($0)" } ?? "coldkey"
            let cells = [entry.wallet, key, entry.address ?? entry.problem ?? "-", secret]
            if entry.problem == nil { table.add(cells) } else { table.add(cells, .red) }
        }
        for line in table.lines { Terminal.line(line) }
    }
}
