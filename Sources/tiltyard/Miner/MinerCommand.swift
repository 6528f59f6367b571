import Arena
import ArgumentParser
import Intake
import Rules

struct MinerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "miner",
        abstract: "Compete.",
        subcommands: [CheckCommand.self, MinerSubmitCommand.self]
    )
}

/// Commits to a file or an address.
struct MinerSubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Commit to a file, or to code at an address.",
        discussion: "The code stays sealed until its reveal block. Try it first with tiltyard bench."
    )

    @Argument(help: "A file such as train.py, or an http or https address of one.")
    var code: String

    @Option(help: "The hotkey to compete with; made and registered when it is new.")
    var hotkey = "miner"

    @Flag(help: "Print the receipt as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func run() async throws {
        let home = arena.folder
        let preset = try arena.rules
        let miner = try MinerClient(home: home, preset: preset)
        let receipt: MinerClient.Receipt
        if code.hasPrefix("http://") || code.hasPrefix("https://") {
            let fetcher = Fetcher(limits: preset.intake, uploads: home.uploads)
            receipt = try await miner.submit(url: code, as: hotkey, fetcher: fetcher)
        } else {
            receipt = try await miner.submit(file: code, as: hotkey)
        }
        if json { return try Terminal.json(receipt) }
        Terminal.line("committed to \(receipt.codeHash)")
        Terminal.line("in block \(receipt.committedAt); sealed until block \(receipt.revealBlock)")
        Terminal.line("follow it with: tiltyard board --home \(home.path)")
    }
}
