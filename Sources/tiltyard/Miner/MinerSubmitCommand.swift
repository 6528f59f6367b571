import Arena
import ArgumentParser
import Chain
import Intake
import Rules

/// Commits to a file or an address.
struct MinerSubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Commit to a file, or to code at an address.",
        discussion: """
            The code stays sealed until its reveal block. What tiltyard miner validate would refuse is refused before \
            anything is committed. Asks no questions. In the arena's wallet 'default' a new hotkey is made and registered; \
            those of other wallets are made with tiltyard wallet create.
            """
    )

    @Argument(help: "A file such as train.py, or an http or https address of one.")
    var code: String

    @OptionGroup(title: "Wallet")
    var wallet: WalletOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the receipt as JSON.")
    var json = false

    func run() async throws {
        _ = try network.supported()
        let home = try arena.existing
        let chosen = wallet.wallet(home)
        let isNew = !chosen.hotkeys.contains(wallet.hotkeyName)
        if !isNew || !wallet.mayCreate { _ = try chosen.load(wallet.hotkeyName) }
        let preset = try arena.rules
        let miner = try MinerClient(home: home, preset: preset, wallet: chosen)
        let receipt: MinerClient.Receipt
        if Candidate.isAddress(code) {
            Terminal.progress("fetching \(code)")
            let fetcher = Fetcher(limits: preset.intake, uploads: home.uploads)
            receipt = try await miner.submit(url: code, as: wallet.hotkeyName, fetcher: fetcher)
        } else {
            receipt = try await miner.submit(file: code, as: wallet.hotkeyName)
        }
        if isNew { Terminal.note("made the hotkey \(chosen.name)/\(wallet.hotkeyName)") }
        if json { return try Terminal.json(receipt) }
        for line in lines(receipt, chosen.name) { Terminal.line(line) }
    }

    private func lines(_ receipt: MinerClient.Receipt, _ name: String) -> [String] {
        let seconds = Numbers.fixed(receipt.sealedSeconds, receipt.sealedSeconds < 10 ? 1 : 0)
        let home = arena.homeOptions.home.map { " --home \($0)" } ?? ""
        let key = wallet.isNamed ? " --wallet.name \(name) --wallet.hotkey \(wallet.hotkeyName)" : ""
        return Fields([
            ("code", receipt.codeHash),
            ("hotkey", "\(name)/\(wallet.hotkeyName)  \(receipt.hotkey)"),
            ("committed", "in block \(receipt.committedAt)"),
            ("revealed", "in block \(receipt.revealBlock), \(seconds) s later; until then nobody can read it"),
            ("next", "a running validator fetches and judges it; a newer commitment before the reveal replaces it"),
            ("follow", "tiltyard miner status\(key)\(home)"),
        ]).lines
    }
}
