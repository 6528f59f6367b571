import Arena
import ArgumentParser
import Chain
import Records
import Rules

/// Lists submissions.
struct SubmissionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List submissions, oldest first.",
        discussion: "Ranks are those of the board of --preset."
    )

    /// The words that `--state` takes: how far a submission has come, and how it ended.
    private static let states = Submission.State.allCases.map(\.rawValue) + ["running", "accepted", "failed"]

    @Option(help: "Only those of a hotkey: its name in a wallet of the arena, or the beginning of its public key.")
    var hotkey: String?

    @Option(help: "Only those in a state: \(states.joined(separator: ", ")).", transform: known)
    var state: String?

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the submissions as JSON.")
    var json = false

    func run() async throws {
        let home = try arena.existing
        let records = try Records.open(at: home.records)
        let keys = hotkey.map { name in publicKeys(named: name, in: home) } ?? []
        let found = try await SubmissionSummary.all(records: records, preset: try arena.rules).filter { entry in
            (hotkey == nil || keys.contains { entry.hotkey.hasPrefix($0) })
                && (state.map(entry.isIn) ?? true)
        }
        if json { return try Terminal.json(found) }
        guard !found.isEmpty else { return Terminal.note("no submissions") }
        for line in SubmissionTable.lines(found, withHotkey: true) { Terminal.line(line) }
    }

    /// The public keys that a name stands for, and the name itself, which may be the beginning of one.
    private func publicKeys(named name: String, in home: Home) -> [String] {
        [name] + home.wallets.wallets.compactMap { try? $0.load(name).hotkey.text }
    }

    private static func known(_ word: String) throws -> String {
        guard states.contains(word) else {
            throw ValidationError("'\(word)' is no state; there are \(states.joined(separator: ", "))")
        }
        return word
    }
}
