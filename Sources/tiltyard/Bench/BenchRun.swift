import ArgumentParser
import Execution
import Foundation
import Judging
import Rules
import Sandbox

/// One evaluation outside any contest: a job directory of its own, thrown away afterwards.
struct BenchRun {
    /// What an evaluation found out, and what its contestants printed.
    struct Outcome {
        var result: EvaluationResult
        /// The time from the job to its result, the start of the judge included.
        var nanoseconds: UInt64
        var log: String
    }

    let machine: MachineOptions
    /// Where results of reference trainings are kept for further evaluations under the same seeds, if anywhere.
    var references: String?

    /// Judges `code` under fresh random seeds.
    func judge(
        _ code: Data,
        preset: Preset,
        name: String,
        onProgress: @escaping @Sendable (Judge.Progress) -> Void = { _ in }
    ) async throws -> EvaluationResult {
        try await run(plan(code, preset: preset, name: name), code, onProgress: onProgress).result
    }

    /// Makes a plan; without seeds it draws random ones.
    func plan(
        _ code: Data,
        preset: Preset,
        name: String,
        seeds: ((Preset) -> [String])? = nil,
        peakFlops: Double? = nil
    ) -> Plan {
        let token = UUID().uuidString.lowercased()
        return Plan(
            evaluation: token,
            execution: token,
            submission: name,
            codeHash: CodeHash(of: code).text,
            preset: preset,
            seeds: seeds?(preset) ?? (0..<preset.runs).map { _ in Self.makeSeed() },
            peakFlops: peakFlops
        )
    }

    /// Carries a plan out.
    ///
    /// - Parameters:
    ///   - plan: The plan.
    ///   - code: The submission's bytes.
    ///   - readiness: How long a judge may get ready before it is given the job; without it one is started for the job.
    ///   - onProgress: Is told each step.
    /// - Returns: What came of it.
    /// - Throws: `ValidationError` when the judge ends without a result.
    func run(
        _ plan: Plan,
        _ code: Data,
        readiness: Duration? = nil,
        onProgress: @escaping @Sendable (Judge.Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-\(plan.execution)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let job = JobDirectory(folder)
        let engine = machine.makeEngine(isDetached: false, references: references)
        if let readiness {
            try job.prepare(for: plan.preset)
            await engine.standBy(folder)
            try await Task.sleep(for: readiness)
        }
        let start = RawInstant.now
        try job.create(plan: plan, code: code)
        let end = try await engine.execute(folder) { line in
            if let progress = ProgressLine.read(line) { onProgress(progress) }
        }
        let nanoseconds = RawInstant.now.nanoseconds(since: start)
        guard let result = try job.result() else {
            throw ValidationError("the judge ended without a result: \(end.errorText)")
        }
        return Outcome(result: result, nanoseconds: nanoseconds, log: job.logs(runs: plan.preset.runs))
    }

    /// 32 random bytes of the system in hexadecimal digits.
    static func makeSeed() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.text((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
