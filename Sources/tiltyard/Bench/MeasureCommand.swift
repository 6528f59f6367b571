import Arena
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
        let lint = try await lint(code)
        let (ready, cold) = try await evaluate(code)
        let figures = CostFigures(
            start: start,
            overhead: overhead,
            lint: lint,
            evaluation: .init(ready.result, nanoseconds: ready.nanoseconds),
            coldEvaluation: .init(cold.result, nanoseconds: cold.nanoseconds)
        )
        if json { return try Terminal.json(figures) }
        for line in figures.lines { Terminal.line(line) }
    }

    /// Looks at a submission again and again, by the rules of a contest that has many.
    private func lint(_ code: Data) async throws -> [UInt64] {
        let rules = try Preset.named("demo-mfu")
        let inspector = machine.makeInspector()
        _ = try await inspector.inspect(code, preset: rules)
        await inspector.settle()
        var samples: [UInt64] = []
        for _ in 0..<rounds {
            let start = RawInstant.now
            _ = try await inspector.inspect(code, preset: rules)
            samples.append(RawInstant.now.nanoseconds(since: start))
            await inspector.settle()
        }
        return samples
    }

    /// Judges five runs of about ten seconds in all, as a validator does for every submission of an epoch but the first:
    /// with the references and the machine's peak at hand.
    ///
    /// - Parameter code: The submission's bytes.
    /// - Returns: An evaluation by a judge that was ready for it, as for the first in an empty queue, and one by a judge
    ///   that was started for it.
    /// - Throws: `ValidationError` when a judge ends without a result.
    private func evaluate(_ code: Data) async throws -> (ready: BenchRun.Outcome, cold: BenchRun.Outcome) {
        var rules = try Preset.named("demo")
        rules.runs = 5
        rules.steps = 24
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = BenchRun(machine: machine, references: folder.path)
        let seeds = (0..<rules.runs).map { _ in BenchRun.makeSeed() }
        let first = try await bench.run(bench.plan(code, preset: rules, name: "baseline", seeds: { _ in seeds }), code)
        let peak = first.result.environment.peakFlops
        func plan() -> Plan {
            bench.plan(code, preset: rules, name: "baseline", seeds: { _ in seeds }, peakFlops: peak)
        }
        // Importing torch takes two seconds; five times as long is enough on a machine that others use as well.
        let ready = try await bench.run(plan(), code, readiness: .seconds(10))
        return (ready, try await bench.run(plan(), code))
    }
}
