import ArgumentParser
import Foundation
import Rules

/// Holds all crowning rules against each other.
struct NoiseTableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Simulate how often each rule crowns whom, under a machine's noise.",
        discussion: """
            Each cell is the share of challengers of a known gain who take the crown; under matches, the mean and the median \
            number of pairs. The last columns: boards on which any of 50 copies takes it, one after another.
            """
    )

    @Option(
        help: "The noise: assumed, a preset that has some, or a file of 'noise fit --json'. Several: one table each."
    )
    var noise = ["assumed"]

    @Option(help: "Presets whose own rules are simulated beside those of the field.")
    var preset = ["crusade-tps-2026", "crusade-mfu-2026", "crusade-open"]

    @Option(help: "Challengers for each cell, and boards for the copies.")
    var trials = 4000

    @Option(help: "Where all chance comes from; the same one gives the same table.")
    var seed: UInt64 = 7

    @Option(help: "Write a page to this file as well.")
    var markdown: String?

    @Flag(help: "Print the tables as JSON.")
    var json = false

    func validate() throws {
        guard trials >= 1 else { throw ValidationError("--trials must be 1 or more") }
    }

    func run() throws {
        let own = try preset.flatMap { CrowningRules.rules(of: try Preset.named($0)) }
        let rules = CrowningRules.reference + own
        let choices = try noise.map(NoiseChoice.init)
        let tables = choices.map { choice in
            Terminal.progress("simulating under the noise of \(choice.name)")
            return CrowningTable(rules, noise: choice.noise, trials: trials, seed: seed)
        }
        let matches = own.compactMap { $0 as? MatchCrowning }
        let quiet = matches.isEmpty ? nil : QuietTable(matches, trials: trials, seed: seed)
        let report = CrowningReport(tables: Array(zip(choices.map(\.name), tables)), quiet: quiet)
        if let markdown {
            try Data((report.markdown(command: line).joined(separator: "\n") + "\n").utf8)
                .write(to: URL(fileURLWithPath: markdown))
        }
        if json { return try Terminal.json(tables) }
        for line in report.lines { Terminal.line(line) }
    }

    /// What makes the same page again.
    private var line: String {
        (["tiltyard noise table"] + noise.map { "--noise \($0)" } + preset.map { "--preset \($0)" }
            + ["--trials \(trials)", "--seed \(seed)"] + (markdown.map { ["--markdown \($0)"] } ?? []))
            .joined(separator: " ")
    }
}
