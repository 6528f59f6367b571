import Arena
import ArgumentParser
import Chain
import Foundation

/// Puts a backup in place.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Make an arena from a backup.",
        discussion: """
            Every file is checked first. A folder that holds anything is left as it is. An arena on a network may have paid \
            since the backup: it makes no new payment until you have removed the file payments.held.
            """
    )

    @Argument(help: "The folder that tiltyard backup made.")
    var backup: String

    @Option(help: "The arena's folder. Default: $TILTYARD_HOME, or .tiltyard here.")
    var into: String?

    @Flag(help: "Print the manifest as JSON.")
    var json = false

    func run() async throws {
        let home = HomeOptions.folder(into)
        let manifest = try home.restore(from: URL(fileURLWithPath: backup).standardizedFileURL.path)
        if json { return try Terminal.json(manifest) }
        Terminal.line("restored the arena of \(manifest.created) into \(home.path): \(manifest.files.count) files")
        if !manifest.hasWallets {
            Terminal.line("wallets were not in the backup: put them into \(home.wallets.path) before you go on")
        }
        if manifest.isOnNetwork {
            Terminal.line("it pays nothing until you have looked what it paid since, and removed \(home.paymentsHold)")
        }
        Terminal.line("go on with: tiltyard validator run --home \(home.path)")
    }
}
