import ArgumentParser
import Foundation
import Rules

/// Says in words what a preset's keys mean, and what becomes of settings of the reference system.
struct RulesExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a preset's keys mean, and what became of the settings of an hparams.json.",
        discussion: "Exit status 1: a setting is unknown."
    )

    struct Report: Encodable {
        var preset: String
        var keys: [RulesTable.Row]
        var applied: [PublishedSettings.Applied]
        var unused: [PublishedSettings.Unused]
        var unknown: [String]
        var variables: [PublishedVariables.Meaning]
    }

    @Argument(help: "The preset's name, or its file.")
    var name: String

    @Argument(help: "Only keys that begin with this, such as crown.")
    var key: String?

    @OptionGroup(title: "Settings")
    var options: RulesOptions

    @Flag(help: "Print everything as JSON.")
    var json = false

    func run() throws {
        let (preset, settings) = try options.settings(changing: name)
        let environment = Array(ProcessInfo.processInfo.environment.keys)
        let report = Report(
            preset: preset.name,
            keys: RulesTable(preset).rows.filter { row in key.map(row.key.hasPrefix) ?? true },
            applied: settings?.applied ?? [],
            unused: settings?.unused ?? [],
            unknown: (settings?.unknown ?? []) + PublishedVariables.unknown(among: environment),
            variables: PublishedVariables.all.filter { environment.contains($0.name) }
        )
        if json { try Terminal.json(report) } else { show(report) }
        guard report.unknown.isEmpty else { throw ExitCode.failure }
    }

    private func show(_ report: Report) {
        for row in report.keys {
            Terminal.line(Terminal.styled(row.key, .bold) + " = \(RulesShowCommand.short(row.value.canonicalText))")
            Terminal.line("    \(row.meaning)")
        }
        for setting in report.applied {
            Terminal.line("applied   \(setting.key): \(setting.target) = \(setting.value.canonicalText)")
        }
        for setting in report.unused { Terminal.line("no effect \(setting.key): \(setting.reason)") }
        for variable in report.variables { Terminal.line("variable  \(variable.name): \(variable.effect)") }
        for key in report.unknown {
            Terminal.line(Terminal.styled("unknown   \(key): no published version has this setting", .yellow))
        }
    }
}
