import ArgumentParser
import Rules

/// Lists the rules of tournaments, or shows one of them.
struct TournamentRulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules of tournaments, or show every key of one preset."
    )

    @Argument(help: "The preset's name, or its file; without it, all are listed.")
    var name: String?

    @Flag(help: "Print the preset as JSON, as it is hashed.")
    var json = false

    @Flag(help: "Print the page that lies in docs/rules.")
    var markdown = false

    func run() throws {
        guard let name else { return try list() }
        let preset = try TournamentPreset.named(name)
        if json { return try Terminal.json(preset) }
        let table = TournamentTable(preset)
        if markdown { return Terminal.line(String(table.markdown.dropLast())) }
        Terminal.line(preset.summary)
        Terminal.line("hash \(preset.hash)")
        Terminal.line()
        let columns: [(String, Table.Alignment)] = [("key", .left)] + preset.types.map { ($0.rawValue, .left) }
        var lines = Table(columns)
        for row in table.typed { lines.add([row.key] + row.values.map(RulesShowCommand.short)) }
        for line in lines.lines { Terminal.line(line) }
        Terminal.line()
        var general = Table([("key", .left), ("value", .left)])
        for row in table.general { general.add([row.key, RulesShowCommand.short(row.value)]) }
        for line in general.lines { Terminal.line(line) }
    }

    private func list() throws {
        let presets = try TournamentPreset.allNames.map { try TournamentPreset.named($0) }
        if json { return try Terminal.json(presets) }
        var table = Table([("name", .left), ("types", .left), ("summary", .left)])
        for preset in presets {
            table.add([preset.name, preset.types.map(\.rawValue).joined(separator: ", "), preset.summary])
        }
        for line in table.lines { Terminal.line(line) }
    }
}
