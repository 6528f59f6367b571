import Arena
import ArgumentParser
import Chain
import Foundation

/// Copies an arena while it runs.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy an arena into a folder, also while its validator runs.",
        discussion: """
            The folder gets the records, the embedded chain, uploaded files, and manifest.json with sizes and SHA-256 of \
            all of them. Of an arena on a network it gets which network that is, and what is noted of payments there. It holds the secrets of open epochs and code that is still sealed: keep it closed to others.
            """
    )

    @Argument(help: "The folder to make, which must not exist yet.")
    var folder: String

    @Flag(help: "Copy the wallets, too. Whoever can read the backup can then sign with their keys.")
    var withWallets = false

    @OptionGroup(title: "Arena")
    var homeOptions: HomeOptions

    @Flag(help: "Print the manifest as JSON.")
    var json = false

    func run() async throws {
        let home = try homeOptions.existing
        let target = URL(fileURLWithPath: folder).standardizedFileURL.path
        let manifest = try home.backUp(to: target, withWallets: withWallets) { name, share in
            Terminal.progress("copying the \(name): \(Numbers.fixed(share * 100, 0)) %")
        }
        if json { return try Terminal.json(manifest) }
        Terminal.line("backed up \(manifest.files.count) files, \(Numbers.megabytes(manifest.bytes)), to \(target)")
        if !manifest.hasWallets {
            Terminal.line("wallets are not in it: copy \(home.wallets.path) yourself, or use --with-wallets")
        }
        Terminal.line("restore it with: tiltyard restore \(target) --into FOLDER")
    }
}
