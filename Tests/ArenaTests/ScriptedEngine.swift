import Execution
import Foundation
import Judging
import Rules
import Synchronization

/// An engine whose judge does what the submission's text says, for faults that a real judge shows only by accident.
///
/// The text is a list of words, one an attempt: a number is an accepted score in tokens per second, `reject` a
/// rejection, `busy` an infrastructure failure, `die` an end without a result, `throw` a failure to start.
final class ScriptedEngine: ExecutionEngine {
    let capacity = 1
    private let attempts = Mutex<[String: Int]>([:])

    /// How often each submission was tried, by evaluation.
    var counts: [Int] { attempts.withLock { $0.values.sorted() } }

    func execute(_ directory: String, onProgress: @escaping @Sendable (String) async -> Void) async throws
        -> ExecutionEnd
    {
        let job = JobDirectory(directory)
        let plan = try job.plan()
        let words = String(decoding: try job.code(limit: 4096), as: UTF8.self).split(separator: " ").map(String.init)
        let attempt = attempts.withLock { counts in
            counts[plan.evaluation, default: 0] += 1
            return (counts[plan.evaluation] ?? 1) - 1
        }
        let word = words[min(attempt, words.count - 1)]
        if word == "throw" { throw ScriptError() }
        guard word != "die" else { return ExecutionEnd(isSuccess: false, errorText: "died") }
        try job.publish(result(word, plan))
        return ExecutionEnd(isSuccess: true, errorText: "")
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
