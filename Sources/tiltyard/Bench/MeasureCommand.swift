import ArgumentParser
import Foundation
import Judging
import Rules
import Sandbox

/// Prints what judging costs, each figure beside the tool it is built on, from one interleaved run.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measure what judging itself costs on this machine."
    )

    @Option(help: "How many processes of each kind are started.")
    var rounds = 30

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @OptionGroup(title: "Machine")
    var machine: MachineOptions

    func run() async throws {
        let machine = machine
        let rounds = rounds
        let start = try await OwnThread.run {
            try StartCost.measure(engine: try machine.startLauncher(), rounds: rounds)
        }
        let overhead = try await OwnThread.run {
            try RunOverhead.measure(isolation: try machine.startLauncher(), sandboxes: 10, rounds: 200)
        }
        guard let file = DemoEntry.all[0].file, let code = FileManager.default.contents(atPath: file) else {
            throw ValidationError("the demo's baseline.py is not beside the program")
        }
        let result = try await BenchRun(machine: machine).judge(code, preset: .named("demo"), name: "baseline")
        let figures = CostFigures(start: start, overhead: overhead, result: result)
        if json { return try Terminal.json(figures) }
        for line in figures.lines { Terminal.line(line) }
    }
}
