import Foundation
import Judging
import Rules
import Subprocess
import SystemPackage
import Testing

/// The judge of a command that somebody may interrupt.
@Suite(.serialized)
struct AttachedJudgeTests {
    @Test func givesUpWhenNobodyListens() async throws {
        let place = try Workplace()
        defer { place.remove() }
        var rules = try Preset.named("demo")
        rules.runs = 1
        rules.steps = 6
        rules.stepSpread = 0
        rules.workload.model = .tinyGPT(.init(vocabulary: 64, width: 32, layers: 2, heads: 4))
        rules.workload.sequenceLength = 32
        rules.workload.batch = 4
        let code = Data("import time\ntime.sleep(600)\n".utf8)
        let job = JobDirectory("\(place.path)/job")
        let plan = Plan(
            evaluation: "e",
            execution: "x",
            submission: "s-000001",
            codeHash: CodeHash(of: code).text,
            preset: rules,
            seeds: [String(repeating: "0123456789abcdef", count: 4)],
            peakFlops: 1e11
        )
        try job.create(plan: plan, code: code)
        let environment = ProcessInfo.processInfo.environment["TILTYARD_VENV"] ?? ".venv"
        // The reader leaves after the first line; the shell waits for both. Loading would go on for two minutes.
        let outcome = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: [
                "-c", #""$0" judge "$1" --attached --venv "$2" | head -n 1"#, Program.file, job.path, environment,
            ],
            output: .string(limit: 4096),
            error: .string(limit: 4096)
        )
        #expect(outcome.standardOutput.contains("{"), "\(outcome.standardError)")
        #expect(!job.hasResult)
    }
}
