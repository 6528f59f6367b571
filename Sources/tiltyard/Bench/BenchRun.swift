import ArgumentParser
import Execution
import Foundation
import Judging
import Rules

/// One evaluation outside any contest: a job directory of its own, thrown away afterwards.
struct BenchRun {
    let machine: MachineOptions

    /// Judges `code` under fresh random seeds.
    func judge(
        _ code: Data,
        preset: Preset,
        name: String,
        peakFlops: Double? = nil,
        onProgress: @escaping @Sendable (Judge.Progress) -> Void = { _ in }
    ) async throws -> EvaluationResult {
        let token = UUID().uuidString.lowercased()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-bench-\(token)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plan = Plan(
            evaluation: token,
            execution: token,
            submission: name,
            codeHash: CodeHash(of: code).text,
            preset: preset,
            seeds: (0..<preset.runs).map { _ in Self.makeSeed() },
            peakFlops: peakFlops
        )
        let job = JobDirectory(folder)
        try job.create(plan: plan, code: code)
        let engine = machine.makeEngine(isDetached: false)
        let end = try await engine.execute(folder) { line in
            if let progress = ProgressLine.read(line) { onProgress(progress) }
        }
        guard let result = try job.result() else {
            throw ValidationError("the judge ended without a result: \(end.errorText)")
        }
        return result
    }

    /// 32 random bytes of the system in hexadecimal digits.
    static func makeSeed() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hex.text((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
}
