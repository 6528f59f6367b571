import ArgumentParser
import Execution
import Foundation
import Intake
import Judging
import Rules

/// Judges a file at home, exactly as a validator would, and shows what the board would show.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Judge a file on this machine, as a validator would.",
        discussion: """
            It takes the file's path through intake: size, text, the rule lint, then the judge, and prints what the \
            validator would say. Exit status 0: accepted. 1: rejected. 5: this machine failed.
            """
    )

    @Argument(help: "The file to judge, such as train.py.")
    var file: String

    @Option(help: "The rules to judge by.")
    var preset = "demo"

    @OptionGroup(title: "Settings")
    var settings: RulesOptions

    @Option(help: "How many runs instead of the preset's number.")
    var runs: Int?

    @Flag(help: "Print the whole result as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        var rules = try settings.settings(changing: preset).preset
        if let runs { rules.runs = runs }
        try rules.validate()
        let code = try CodeFile.read(file, limits: rules.intake)
        let check = try await CheckRun(machine: machine).inspect(code, preset: rules)
        guard check.isAccepted else { throw try check.show(json: json) }
        let result = try await judge(code, rules)
        if json {
            try Terminal.json(result)
        } else {
            for line in BenchReport(result: result, preset: rules).lines { Terminal.line(line) }
        }
        guard !result.verdict.isAccepted else { return }
        throw (result.verdict.responsibility == .infrastructure ? ExitStatus.machineUnfit : .rejected).exit
    }

    private func judge(_ code: Data, _ rules: Preset) async throws -> EvaluationResult {
        let bench = BenchRun(machine: machine)
        return try await bench.judge(code, preset: rules, name: file) { progress in
            if let line = BenchReport.line(for: progress) { Terminal.note(line) }
        }
    }
}
