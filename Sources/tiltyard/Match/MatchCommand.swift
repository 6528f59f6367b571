import ArgumentParser
import Foundation
import Intake
import Judging
import Rules

/// Fights a title match between two files at home, exactly as a validator would.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Fight a title match between two files on this machine, and print every pair.",
        discussion: """
            The first file is the challenger, the second the champion. Exit status 0: the challenger takes the crown. \
            1: it does not. 5: this machine failed.
            """
    )

    @Argument(help: "The challenger's file.")
    var challenger: String

    @Argument(help: "The champion's file.")
    var champion: String

    @Option(help: "The rules; their crown has to be decided by title matches.")
    var preset = "crusade-open"

    @Option(help: "What is asked of the machine, if not what the rules ask: strict, warn or off.")
    var gate: EnvironmentGate.Mode?

    @Option(help: "How many challengers had a match on this board before.")
    var after = 0

    @Option(help: "To measure noise: fight so many pairs, whatever they show.")
    var fixedPairs: Int?

    @Flag(help: "Print the whole result as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func validate() throws {
        guard after >= 0 else { throw ValidationError("--after must not be negative") }
    }

    func run() async throws {
        var rules = try Preset.named(preset)
        if let gate { rules.environmentGate.mode = gate }
        guard let match = rules.crown.match else {
            throw ValidationError("the crown of \(preset) is not decided by title matches")
        }
        let plan = MatchRun.Plan(
            challenger: (challenger, try CodeFile.read(challenger, limits: rules.intake)),
            champion: (champion, try CodeFile.read(champion, limits: rules.intake)),
            preset: rules,
            errorShare: ErrorBudget.share(ofMatch: after + 1, crowns: 0, budget: match.errorBudget),
            fixedPairs: fixedPairs
        )
        var report = MatchReport(preset: rules, errorShare: plan.errorShare)
        if !json { for line in report.head { Terminal.line(line) } }
        let result = try await MatchRun(machine: machine).fight(plan) { [report, json] progress in
            if !json, let line = report.line(for: progress) { Terminal.line(line) }
        }
        report.result = result
        if json {
            try Terminal.json(result)
        } else {
            for line in report.lines { Terminal.line(line) }
        }
        if result.failure != nil { throw ExitStatus.machineUnfit.exit }
        guard result.outcome == .crowned || fixedPairs != nil else { throw ExitStatus.rejected.exit }
    }
}

extension EnvironmentGate.Mode: ExpressibleByArgument {}
