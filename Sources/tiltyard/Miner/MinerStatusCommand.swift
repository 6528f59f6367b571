import Arena
import ArgumentParser
import Chain

/// Says where a competitor stands.
struct MinerStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the chain, a hotkey, and what became of its submissions."
    )

    @OptionGroup(title: "Wallet")
    var wallet: WalletOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    @OptionGroup(title: "Network")
    var subnet: SubnetOptions

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the status as JSON.")
    var json = false

    func run() async throws {
        let node = try network.node(for: arena.folder)
        let home = node == nil ? try arena.existing : arena.folder
        let chosen = wallet.wallet(home)
        if wallet.isNamed { _ = try chosen.load(wallet.hotkeyName) }
        let status = try await MinerStatus.read(
            home: home,
            chain: try await subnet.open(home, node),
            network: try home.network?.place ?? Network.local.text,
            preset: try arena.rules,
            wallet: chosen,
            hotkey: wallet.hotkeyName
        )
        if json { return try Terminal.json(status) }
        for line in StatusReport(status: status).lines { Terminal.line(line) }
    }
}
