import Foundation
import Glibc
import Judging
import Rules
import Sandbox
import TestSupport
import Testing

/// What is got ready before a job is known.
@Suite(.serialized)
struct StandbyTests {
    /// Judges a fixture on a bench that was made ready for `expected`.
    private func judge(_ contest: SmallContest, expecting expected: Preset) async throws -> EvaluationResult {
        let code = try SmallContest.code("honest_small")
        let plan = contest.plan(code)
        let mounts = try SmallContest.resource().mounts
        return try await OwnThread.run {
            let isolation = try TestLauncher.start(mounts: mounts)
            let bench = try StandbyBench(preset: expected, isolation: isolation)
            return try Judge(plan: plan, code: code, isolation: isolation, standby: bench).evaluate()
        }
    }

    @Test func judgesOnABenchThatWasReady() async throws {
        let contest = try SmallContest(runs: 2)
        let result = try await judge(contest, expecting: contest.preset)
        #expect(result.verdict.code == .accepted, "\(result.verdict.sentence)")
        #expect(result.runs.count == 2)
        #expect(result.environment.torch != nil)
        // The time before the job was there is nobody's.
        let parts = result.phases.filter { $0.key != "total" }.values.reduce(0, +)
        #expect(parts <= result.phases["total"] ?? 0)
    }

    @Test func aJobByOtherRulesGetsABenchOfItsOwn() async throws {
        let contest = try SmallContest()
        var older = contest.preset
        older.workload.sequenceLength = 16
        let result = try await judge(contest, expecting: older)
        #expect(result.verdict.code == .accepted, "\(result.verdict.sentence)")
        #expect(result.presetHash == contest.preset.hash)
    }

    @Test func whatCannotBeMadeReadyIsNoVerdict() throws {
        let preset = try SmallContest().preset
        #expect(throws: SandboxError.self) { try StandbyBench(preset: preset, isolation: NoIsolation()) }
    }

    @Test func aFolderIsPreparedForOneJob() throws {
        let job = JobDirectory(NSTemporaryDirectory() + "standby-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: job.path) }
        let contest = try SmallContest()
        let code = try SmallContest.code("honest_small")
        try job.prepare(for: contest.preset)
        #expect(job.isPrepared)
        #expect(try job.expectedPreset() == contest.preset)
        try job.create(plan: contest.plan(code), code: code)
        #expect(!job.isPrepared)
        #expect(try job.code(limit: 1 << 20) == code)
        #expect(throws: JobError.self) { try job.create(plan: contest.plan(code), code: code) }
        #expect(throws: JobError.self) { try job.prepare(for: contest.preset) }
    }

    /// A judge that waits has no rights, and owns its folder; root writes the job into it.
    @Test(.enabled(if: geteuid() == 0)) func theJobBelongsToTheJudgeAndFollowsNoLinks() throws {
        let job = JobDirectory(NSTemporaryDirectory() + "standby-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: job.path) }
        let contest = try SmallContest()
        let code = try SmallContest.code("honest_small")
        try job.prepare(for: contest.preset)
        let target = "\(job.path)/target"
        try Data("kept".utf8).write(to: URL(fileURLWithPath: target))
        #expect(symlink(target, "\(job.path)/plan.json.new") == 0)
        try job.create(plan: contest.plan(code), code: code)
        for name in JobDirectory.inputs {
            var status = stat()
            #expect(lstat("\(job.path)/\(name)", &status) == 0)
            #expect(status.st_uid == Rights.judge && status.st_mode & 0o077 == 0)
        }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "kept")
    }
}
