import Execution
import Foundation
import Rules
import Synchronization

@testable import Judging

/// An engine whose judge does what the submission's text says, for faults that a real judge shows only by accident.
///
/// The text is a list of words, one an attempt: a number is an accepted score in tokens per second, `reject` a
/// rejection, `busy` an infrastructure failure, `die` an end without a result, `throw` a failure to start. After a bar come
/// the words for its title match as challenger: `win`, `lose`, `draw` or `cheat`, `busy` (after one pair that it wins),
/// `die`, `liar` (loses and says it won); without one it loses.
///
/// With `hasRuns` every figure is there that a log of evidence is checked for.
final class ScriptedEngine: ExecutionEngine {
    let capacity = 1
    let hasRuns: Bool
    private let attempts = Mutex<[String: Int]>([:])

    init(hasRuns: Bool = false) {
        self.hasRuns = hasRuns
    }

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
        try job.publish(hasRuns ? ScriptedFigures.result(word, plan) : result(word, plan))
        return ExecutionEnd(isSuccess: true, errorText: "")
    }

    private func fight(_ job: JobDirectory) throws -> ExecutionEnd {
        let plan = try job.matchPlan()
        let word = word(of: try job.code(ofSide: "challenger", limit: 4096), part: 1, job: plan.match)
        if word == "die" { return ExecutionEnd(isSuccess: false, errorText: "died") }
        var result = MatchResult(refusing: plan, Verdict(.hostBusy, "the host is busy"))
        guard let rule = plan.preset.crown.match else { throw ScriptError() }
        var match = TitleMatch(margin: plan.preset.crown.fraction, rule: rule, errorShare: plan.errorShare)
        for pair in plan.prior { match.take(pair.sign) }
        result.pairs = plan.prior
        repeat {
            let isWon = word == "win" || word == "busy" || word == "draw" && result.pairs.count.isMultiple(of: 2)
            let breaks = word == "cheat"
            result.pairs.append(
                hasRuns
                    ? try ScriptedFigures.pair(isWon, breaks: breaks, in: &match, plan)
                    : pair(isWon, breaks: breaks, in: &match, plan)
            )
        } while match.outcome == nil && word != "busy"
        if word != "busy" {
            result.failure = nil
            result.outcome = word == "liar" ? .crowned : match.outcome
        }
        try job.publish(result)
        return ExecutionEnd(isSuccess: true, errorText: "")
    }

    private func pair(_ isWon: Bool, breaks: Bool, in match: inout TitleMatch, _ plan: MatchPlan) -> MatchPair {
        func run(_ nanoseconds: UInt64) -> RunRecord {
            RunRecord(
                index: match.signs.count,
                started: 1,
                stopped: 1 + nanoseconds,
                freezing: 0,
                tokens: 100,
                disturbances: []
            )
        }
        let breach = breaks ? Verdict(.updateError, "too far off") : nil
        let index = match.signs.count
        if breaks { match.forfeit() } else { match.take(isWon ? 1 : -1) }
        return MatchPair(
            index: index,
            attempt: plan.attempt,
            first: .champion,
            challenger: MatchPair.Arm(run: run(1000), failure: breach),
            champion: MatchPair.Arm(run: run(isWon ? 1100 : 1000)),
            lead: nil,
            sign: match.signs.last ?? 0,
            evidence: match.evidence,
            evidenceAgainst: match.evidenceAgainst
        )
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
