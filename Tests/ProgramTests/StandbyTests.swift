import Execution
import Foundation
import Judging
import Rules
import Testing

/// The judge that is started before its job is there.
@Suite(.serialized)
struct StandbyTests {
    private func smallRules() throws -> Preset {
        var rules = try Preset.named("demo")
        rules.runs = 1
        rules.steps = 6
        rules.stepSpread = 0
        rules.workload.model = .tinyGPT(.init(vocabulary: 64, width: 32, layers: 2, heads: 4))
        rules.workload.sequenceLength = 32
        rules.workload.batch = 4
        return rules
    }

    private var engine: LocalEngine {
        let arguments = ["judge", "--venv", ProcessInfo.processInfo.environment["TILTYARD_VENV"] ?? ".venv"]
        return LocalEngine(
            executable: Program.file,
            arguments: ["no-such-command"],
            standbyArguments: arguments + ["--standby"],
            isDetached: true
        )
    }

    /// The engine's program cannot judge from a cold start, so a result can only come from the judge that waited.
    @Test func judgesTheJobThatItWaitedFor() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let rules = try smallRules()
        let job = JobDirectory("\(place.path)/job")
        let code = Data("def inner_steps(**arguments):\n    1 / 0\n".utf8)
        let plan = Plan(
            evaluation: "e",
            execution: "x",
            submission: "s-000001",
            codeHash: CodeHash(of: code).text,
            preset: rules,
            seeds: [String(repeating: "0123456789abcdef", count: 4)],
            peakFlops: 1e11
        )
        let engine = engine
        try job.prepare(for: rules)
        await engine.standBy(job.path)
        try job.create(plan: plan, code: code)
        let end = try await engine.execute(job.path) { _ in }
        #expect(end.isSuccess, "\(end.errorText)")
        let result = try #require(try job.result())
        #expect(result.verdict.code == .warmupFailed, "\(result.verdict.sentence)")
        #expect(result.execution == "x")
    }

    @Test func endsWithoutAResultWhenNobodyComes() async throws {
        let place = try Workplace()
        defer { place.remove() }
        let job = JobDirectory("\(place.path)/job")
        try job.prepare(for: try smallRules())
        // Its standard input is at its end from the start.
        let outcome = try await Program.run(["judge", job.path, "--standby"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(!job.hasResult)
        #expect(await engine.observe(job.path) == .lost)
    }
}
