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
            anything is committed or paid. With --url the file goes to a validator on another machine, signed by a hotkey that is \
            registered there; TILTYARD_API_KEY is its API's key, if it asks for one. Asks no questions. In the arena's wallet 'default' a new hotkey is made and registered; \
            those of other wallets are made with tiltyard wallet create.
            """
    )

    @Argument(help: "A file such as train.py, or an http or https address of one.")
    var code: String

    @Option(help: "The address of a validator's site, such as https://validator.example; takes files only.")
    var url: String?

    @OptionGroup(title: "Wallet")
    var wallet: WalletOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @OptionGroup(title: "Network")
    var subnet: SubnetOptions

    @OptionGroup(title: "Fee")
    var fee: FeeOptions

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the receipt as JSON.")
    var json = false

    func validate() throws {
        guard let url else { return }
        guard Candidate.isAddress(url) else { throw ValidationError("--url takes an http or https address") }
        guard !Candidate.isAddress(code) else { throw ValidationError("--url takes a file, not an address of one") }
    }

    func run() async throws {
        if let url { return try await submit(to: url) }
        let node = try network.node(for: arena.folder)
        let home = node == nil ? try arena.existing : arena.folder
        let chosen = wallet.wallet(home)
        let isNew = !chosen.hotkeys.contains(wallet.hotkeyName)
        if !isNew || !wallet.mayCreate { _ = try chosen.load(wallet.hotkeyName) }
        let preset = try arena.rules
        let chain = try await subnet.open(home, node)
        let payer = try preset.fee == nil ? nil : fee.payer(chosen, on: chain, registrar: subnet.payer)
        let miner = try MinerClient(home: home, preset: preset, wallet: chosen, chain: chain, payer: payer)
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

    /// Hands the file in afar.
    private func submit(to url: String) async throws {
        let chosen = wallet.wallet(arena.folder)
        let pair = try chosen.load(wallet.hotkeyName)
        let site = SiteClient(address: url, apiKey: ServeCommand.apiKey)
        let receipt = try await RemoteValidator(site: site).submit(file: code, as: pair)
        if json { return try Terminal.json(receipt) }
        let fields = fields(receipt, chosen.name) + [("follow", "\(url)/s?hotkey=\(receipt.hotkey)")]
        for line in Fields(fields).lines { Terminal.line(line) }
    }

    private func lines(_ receipt: MinerClient.Receipt, _ name: String) -> [String] {
        let home = arena.homeOptions.home.map { " --home \($0)" } ?? ""
        let key = wallet.isNamed ? " --wallet.name \(name) --wallet.hotkey \(wallet.hotkeyName)" : ""
        return Fields(fields(receipt, name) + [("follow", "tiltyard miner status\(key)\(home)")]).lines
    }

    private func fields(_ receipt: MinerClient.Receipt, _ name: String) -> [(String, String)] {
        let seconds = Numbers.fixed(receipt.sealedSeconds, receipt.sealedSeconds < 10 ? 1 : 0)
        var fields = [
            ("code", receipt.codeHash),
            ("hotkey", "\(name)/\(wallet.hotkeyName)  \(receipt.hotkey)"),
        ]
        if let block = receipt.feeBlock, let index = receipt.feeIndex {
            fields.append(("fee", "paid in block \(block), place \(index)"))
        }
        return fields + [
            ("committed", "in block \(receipt.committedAt)"),
            ("revealed", "in block \(receipt.revealBlock), \(seconds) s later; until then it is sealed"),
            ("next", "a running validator fetches and judges it; a newer commitment before the reveal replaces it"),
        ]
    }
}
