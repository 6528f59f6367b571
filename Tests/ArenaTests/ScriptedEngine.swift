import Execution
import Foundation
import Judging
import Rules
import Synchronization

/// An engine whose judge does what the submission's text says, for faults that a real judge shows only by accident.
///
/// The text is a list of words, one an attempt: a number is an accepted score in tokens per second, `reject` a
/// rejection, `busy` an infrastructure failure, `die` an end without a result, `throw` a failure to start. After a bar come
/// the words for its title match as challenger: `win`, `lose` or `draw`, `busy` or `die`; without one it loses.
final class ScriptedEngine: ExecutionEngine {
    let capacity = 1
    private let attempts = Mutex<[String: Int]>([:])

    /// How often each submission was tried, by evaluation.
    var counts: [Int] { attempts.withLock { $0.values.sorted() } }

    func execute(_ directory: String, onProgress: @escaping @Sendable (String) async -> Void) async throws
        -> ExecutionEnd
    {
        let job = JobDirectory(directory)
        if job.isMatch { return try fight(job) }
        let plan = try job.plan()
        let word = word(of: try job.code(limit: 4096), part: 0, job: plan.evaluation)
        if word == "throw" { throw ScriptError() }
        guard word != "die" else { return ExecutionEnd(isSuccess: false, errorText: "died") }
        try job.publish(result(word, plan))
        return ExecutionEnd(isSuccess: true, errorText: "")
    }

    private func fight(_ job: JobDirectory) throws -> ExecutionEnd {
        let plan = try job.matchPlan()
        let outcome: TitleMatch.Outcome
        switch word(of: try job.code(ofSide: "challenger", limit: 4096), part: 1, job: plan.match) {
        case "die": return ExecutionEnd(isSuccess: false, errorText: "died")
        case "busy":
            try job.publish(MatchResult(refusing: plan, Verdict(.hostBusy, "the host is busy")))
            return ExecutionEnd(isSuccess: true, errorText: "")
        case "win": outcome = .crowned
        case "draw": outcome = .exhausted
        default: outcome = .futile
        }
        var result = MatchResult(refusing: plan, Verdict(.hostBusy, "never"))
        result.failure = nil
        result.outcome = outcome
        try job.publish(result)
        return ExecutionEnd(isSuccess: true, errorText: "")
    }

    /// The word for this attempt at a job: the part of the text before the bar, or behind it.
    private func word(of code: Data, part: Int, job: String) -> String {
        let parts = String(decoding: code, as: UTF8.self).split(separator: "|")
        let words = part < parts.count ? parts[part].split(separator: " ").map(String.init) : []
        let attempt = attempts.withLock { counts in
            counts[job, default: 0] += 1
            return (counts[job] ?? 1) - 1
        }
        return words.isEmpty ? "" : words[min(attempt, words.count - 1)]
    }

    struct ScriptError: Error {}

    func cancel(_ directory: String) async {}

    func observe(_ directory: String) async -> ExecutionState {
        FileManager.default.fileExists(atPath: "\(directory)/result.json") ? .finished : .lost
    }

    private func result(_ word: String, _ plan: Plan) -> EvaluationResult {
        switch word {
        case "reject": EvaluationResult(refusing: plan, Verdict(.updateError, "too far off"))
        case "busy": EvaluationResult(refusing: plan, Verdict(.hostBusy, "the host is busy"))
        default: accepted(Double(word) ?? 0, plan)
        }
    }

    private func accepted(_ rate: Double, _ plan: Plan) -> EvaluationResult {
        var result = EvaluationResult(refusing: plan, Verdict(.accepted, "fine"))
        result.score = Score(tokensPerSecond: rate)
        return result
    }
}
