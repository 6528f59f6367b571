import ArgumentParser
import Execution
import Foundation
import Judging
import Rules

/// One title match outside any contest: a job directory of its own, thrown away afterwards.
struct MatchRun {
    /// What is to be fought over, before tokens and seed are drawn.
    struct Plan {
        /// Each side's name and code.
        var challenger: (name: String, code: Data)
        var champion: (name: String, code: Data)
        var preset: Preset
        var errorShare: Double
        var fixedPairs: Int?
    }

    let machine: MachineOptions

    /// Fights a match under a fresh random seed.
    ///
    /// - Parameters:
    ///   - plan: Who fights, and by which rules.
    ///   - onProgress: Is given each step.
    /// - Returns: The result.
    /// - Throws: `ValidationError` when the judge left none.
    func fight(
        _ plan: Plan,
        onProgress: @escaping @Sendable (Judge.Progress) -> Void
    ) async throws -> MatchResult {
        let token = UUID().uuidString.lowercased()
        let match = MatchPlan(
            match: token,
            execution: token,
            challenger: entrant(plan.challenger),
            champion: entrant(plan.champion),
            preset: plan.preset,
            errorShare: plan.errorShare,
            seed: BenchRun.makeSeed(),
            fixedPairs: plan.fixedPairs
        )
        return try await fight(match, plan.challenger.code, plan.champion.code, onProgress: onProgress)
    }

    /// Carries a plan out.
    ///
    /// - Parameters:
    ///   - plan: The plan, whose token no other has.
    ///   - challenger: The bytes of the challenger's code.
    ///   - champion: Those of the champion's.
    ///   - onProgress: Is given each step.
    /// - Returns: The result.
    /// - Throws: `ValidationError` when the judge left none.
    func fight(
        _ plan: MatchPlan,
        _ challenger: Data,
        _ champion: Data,
        onProgress: @escaping @Sendable (Judge.Progress) -> Void = { _ in }
    ) async throws -> MatchResult {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiltyard-\(plan.execution)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let job = JobDirectory(folder)
        try job.create(match: plan, challenger: challenger, champion: champion)
        let end = try await machine.makeEngine(isDetached: false).execute(folder) { line in
            if let progress = ProgressLine.read(line) { onProgress(progress) }
        }
        guard let result = try job.matchResult() else {
            throw ValidationError("the judge ended without a result: \(end.errorText)")
        }
        return result
    }

    private func entrant(_ side: (name: String, code: Data)) -> MatchPlan.Entrant {
        MatchPlan.Entrant(submission: side.name, codeHash: CodeHash(of: side.code).text)
    }
}
