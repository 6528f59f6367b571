import ArgumentParser
import Foundation
import Records
import Rules

/// Draws a tournament.
struct TournamentBracketCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bracket",
        abstract: "Draw the bracket of a tournament, as text or as a picture."
    )

    @OptionGroup var choice: TournamentChoice

    @Option(help: "Write the picture (SVG) to this file, or to the standard output for '-'.")
    var svg: String?

    @Flag(help: "Print the bracket as JSON.")
    var json = false

    func run() async throws {
        let (home, records, row) = try await choice.find()
        let bracket = try await records.replay(row).bracket
        let record = try TournamentRecord(bracket, preset: row.preset)
        if json { return try Terminal.json(record) }
        let drawing = BracketDrawing(record.renamed(try EntrantNames(home).name), standing: bracket.standing)
        guard let svg else {
            for line in drawing.lines { Terminal.line(line) }
            return
        }
        guard svg != "-" else { return Terminal.line(String(drawing.svg.dropLast())) }
        do {
            try Data(drawing.svg.utf8).write(to: URL(fileURLWithPath: svg))
        } catch {
            throw CommandFailure(.failed, "cannot write \(svg)")
        }
    }
}
