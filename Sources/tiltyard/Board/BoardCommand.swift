import Arena
import ArgumentParser
import Chain
import Records

/// Shows the board.
struct BoardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "board", abstract: "Show the board.")

    @Flag(help: "Print the board as JSON.")
    var json = false

    @OptionGroup(title: "Arena")
    var arena: ArenaOptions

    func run() async throws {
        let home = try arena.existing
        let board = try await BoardView.read(
            records: try Records.open(at: home.records),
            chain: try LocalChain.open(at: home.chain),
            preset: try arena.rules
        )
        if json { return try Terminal.json(board) }
        for line in BoardReport(board: board).lines { Terminal.line(line) }
    }
}
