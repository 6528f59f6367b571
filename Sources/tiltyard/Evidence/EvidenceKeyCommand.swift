import Arena
import ArgumentParser
import Evidence

/// Shows the key of an arena's log of evidence.
struct EvidenceKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show the public key that signs an arena's log of evidence, for the operator to publish."
    )

    @OptionGroup(title: "Arena")
    var arena: HomeOptions

    @Flag(help: "Print the key as JSON.")
    var json = false

    private struct Report: Encodable {
        var key: String
        var kind = "ed25519"
    }

    func run() throws {
        let key = try arena.existing.evidenceSigner().key
        if json { return try Terminal.json(Report(key: key.text)) }
        Terminal.line(key.text)
    }
}
