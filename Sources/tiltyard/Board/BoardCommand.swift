import Arena
import ArgumentParser
import Chain
import Evidence
import Records

/// Shows the board.
struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "board", abstract: "Show the board.")

    @Option(help: "Rebuild the board from this log of evidence, and from nothing else.")
    var from: String?

    @Option(help: "With --from: the validator's public key. Default: the one that the log names itself.")
    var key: String?

    @OptionGroup(title: "How many")
    var part: PartOptions

    @Flag(help: "Print the board as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func run() async throws {
        let board = if let from { try rebuilt(from) } else { try await current }
        if json { return try Terminal.json(board) }
        for line in BoardReport(board: board).lines { Terminal.line(line) }
    }

    private var current: BoardView {
        get async throws {
            let home = try arena.existing
            let (board, hasMore) = try await BoardView.read(
                records: try Records.open(at: home.records),
                chain: try await home.openChain(),
                preset: try arena.rules,
                limit: part.limit
            )
            if hasMore { part.noteMore("rows or submissions") }
            return board
        }
    }

    /// The board of the rules that the log named last.
    private func rebuilt(_ path: String) throws -> BoardView {
        let log = try EvidenceLog(path, key: key)
        if key == nil { Terminal.note("signed by \(log.key), as the log says itself") }
        let audit = try EvidenceAudit(log.entries)
        guard let rules = audit.rulesInForce.flatMap({ audit.rules[$0] }) else {
            throw CommandFailure(.notFound, "\(path) states no rules yet")
        }
        return BoardView(audit, preset: rules)
    }
}
