import Foundation
import Judging
import Rules
import Sandbox
import TestSupport
import Testing

/// A contest so small that a test can afford it: a few steps of a tiny model, and tight limits.
struct SmallContest {
    var preset: Preset

    init(runs: Int = 1) throws {
        preset = try Preset.named("demo")
        preset.runs = runs
        preset.steps = 6
        preset.warmupSteps = 1
        preset.stepSpread = 0
        preset.workload.model = .tinyGPT(.init(vocabulary: 64, width: 32, layers: 2, heads: 4))
        preset.workload.sequenceLength = 32
        preset.workload.batch = 4
        preset.contestant.memory = ByteCount(1 << 30)
        preset.contestant.processes = 32
        preset.contestant.log = ByteCount(1 << 18)
        preset.contestant.loadTime = Seconds(30)
        preset.contestant.runTime = Seconds(8)
        // The limits belong to the demo's workload. Honest training of this one is within 1e-4 of the reference.
        preset.verification.updateError = 0.01
        preset.verification.firstMomentError = 0.01
        preset.verification.secondMomentError = 0.01
        preset.verification.tensorFirstMomentError = 0.01
        preset.verification.rowUpdateError = 0.1
    }

    /// The Python environment that `make setup` made.
    static func resource() throws -> HarnessResource {
        let path = ProcessInfo.processInfo.environment["TILTYARD_VENV"] ?? ".venv"
        return try HarnessResource(environment: path)
    }

    static func code(_ fixture: String) throws -> Data {
        let url = try #require(Bundle.module.url(forResource: fixture, withExtension: "py", subdirectory: "Fixtures"))
        return try Data(contentsOf: url)
    }

    func plan(_ code: Data) -> Plan {
        Plan(
            evaluation: UUID().uuidString,
            execution: UUID().uuidString,
            submission: "s-000001",
            codeHash: CodeHash(of: code).text,
            preset: preset,
            seeds: (0..<preset.runs).map { String(repeating: "0123456789abcde\($0)", count: 4) },
            peakFlops: 1e11
        )
    }

    /// Judges a fixture in real sandboxes, on a thread of its own as a judge wants it.
    func judge(
        _ fixture: String,
        in resource: HarnessResource? = nil,
        references: ReferenceCache? = nil
    ) async throws -> EvaluationResult {
        try await judge(code: try Self.code(fixture), in: resource, references: references)
    }

    /// Judges a submission's bytes.
    func judge(
        code: Data,
        in resource: HarnessResource? = nil,
        references: ReferenceCache? = nil
    ) async throws -> EvaluationResult {
        let mounts = try (resource ?? Self.resource()).mounts
        let plan = plan(code)
        return try await OwnThread.run {
            let isolation = try TestLauncher.start(mounts: mounts)
            return try Judge(plan: plan, code: code, isolation: isolation, references: references).evaluate()
        }
    }
}
