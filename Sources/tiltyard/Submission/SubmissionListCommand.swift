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
        discussion: "The newest are listed, or those before another. Ranks are those of the board of --preset."
    )

    /// The words that `--state` takes: how far a submission has come, and how it ended.
    private static let states = SubmissionFilter.Kind.allCases.map(\.rawValue)

    @Option(help: "Only those of a hotkey: its name in a wallet of the arena, or the beginning of its public key.")
    var hotkey: String?

    @Option(help: "Only those in a state: \(states.joined(separator: ", ")).", transform: known)
    var state: SubmissionFilter.Kind?

    @Option(help: "Only those before one, such as s-000101.", transform: number)
    var before: Int64?

    @OptionGroup(title: "How many")
    var part: PartOptions

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    @Flag(help: "Print the submissions as JSON.")
    var json = false

    func run() async throws {
        let home = try arena.existing
        let records = try Records.open(at: home.records)
        let keys = hotkey.map { name in publicKeys(named: name, in: home) } ?? []
        let newest = try await SubmissionSummary.list(
            records: records,
            presetHash: try arena.rules.hash,
            SubmissionFilter(kind: state, hotkeys: keys),
            before: before,
            limit: part.limit + 1
        ).items
        let found = Array(newest.prefix(part.limit).reversed())
        if newest.count > part.limit, let oldest = found.first {
            part.noteMore("submissions", ", --before \(oldest.submission) earlier ones")
        }
        if json { return try Terminal.json(found) }
        guard !found.isEmpty else { return Terminal.note("no submissions") }
        for line in SubmissionTable.lines(found, withHotkey: true) { Terminal.line(line) }
    }

    /// The public keys that a name stands for, and the name itself, which may be the beginning of one.
    private func publicKeys(named name: String, in home: Home) -> [String] {
        [name] + home.wallets.wallets.compactMap { try? $0.load(name).hotkey.text }
    }

    private static func known(_ word: String) throws -> SubmissionFilter.Kind {
        guard let kind = SubmissionFilter.Kind(rawValue: word) else {
            throw ValidationError("'\(word)' is no state; there are \(states.joined(separator: ", "))")
        }
        return kind
    }

    private static func number(_ name: String) throws -> Int64 {
        guard name.hasPrefix("s-"), let number = Int64(name.dropFirst(2)), number > 0 else {
            throw ValidationError("'\(name)' names no submission")
        }
        return number
    }
}
