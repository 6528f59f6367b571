import ArgumentParser
import Rules

/// Shows every key of a preset.
struct RulesShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show every key of a preset.")

    @Argument(help: "The preset's name, or its file.")
    var name: String

    @OptionGroup(title: "Settings")
    var options: RulesOptions

    @Flag(help: "Print the preset as JSON, as it is hashed.")
    var json = false

    @Flag(help: "Print the page that lies in docs/rules.")
    var markdown = false

    func run() throws {
        let preset = try options.settings(changing: name).preset
        if json { return try Terminal.json(preset) }
        let table = RulesTable(preset)
        if markdown { return Terminal.line(String(table.markdown.dropLast())) }
        Terminal.line(preset.summary)
        Terminal.line("hash \(preset.hash)")
        Terminal.line()
        var lines = Table([("key", .left), ("value", .left)])
        for row in table.rows { lines.add([row.key, Self.short(row.value.canonicalText)]) }
        for line in lines.lines { Terminal.line(line) }
    }

    static func short(_ text: String) -> String { text.count > 80 ? text.prefix(77) + "..." : text }
}
