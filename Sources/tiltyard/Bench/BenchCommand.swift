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
        discussion: "Exit status 0: accepted. 1: rejected, or this machine failed."
    )

    @Argument(help: "The file to judge, such as train.py.")
    var file: String

    @Option(help: "The rules to judge by.")
    var preset = "demo"

    @Option(help: "How many runs instead of the preset's number.")
    var runs: Int?

    @Flag(help: "Print the whole result as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        var rules = try Preset.named(preset)
        if let runs { rules.runs = runs }
        try rules.validate()
        let result = try await judge(rules)
        if json {
            try Terminal.json(result)
        } else {
            for line in BenchReport(result: result, preset: rules).lines { Terminal.line(line) }
        }
        guard result.verdict.isAccepted else { throw ExitCode.failure }
    }

    private func judge(_ rules: Preset) async throws -> EvaluationResult {
        let code: Data
        do throws(IntakeError) {
            code = try CodeFile.read(file, limits: rules.intake)
        } catch {
            throw ValidationError(error.sentence)
        }
        let bench = BenchRun(machine: machine)
        return try await bench.judge(code, preset: rules, name: file) { progress in
            if let line = BenchReport.line(for: progress) { Terminal.note(line) }
        }
    }
}
