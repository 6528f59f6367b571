import APIModels
import Chain
import Records
import Rules

/// The arena in the words of the published API.
struct PublishedView: Sendable {
    let arena: ArenaSnapshot
    private let uids: [String: Int]

    init(_ arena: ArenaSnapshot) {
        self.arena = arena
        uids = arena.uids
    }

    func submission(_ detail: SubmissionDetail, code: String?) -> Published.Submission {
        let submission = detail.submission
        let sentence = detail.verdict.flatMap { $0.judgement.outcome == .accepted ? nil : $0.judgement.sentence }
        let updated = detail.verdict?.acceptedAtMilliseconds
        return Published.Submission(
            submissionId: submission.id,
            minerHotkey: submission.hotkey.text,
            minerUid: uids[submission.hotkey.text],
            codeHash: submission.codeHash.text,
            bucketPath: submission.url,
            specVersion: arena.preset.version,
            status: status(of: detail),
            createdAt: time(of: submission.id),
            updatedAt: updated.map(UTCText.text) ?? time(of: submission.id),
            finalScore: detail.verdict?.judgement.score.map(arena.publishedScore),
            errorMessage: sentence ?? submission.refusal?.sentence,
            codeContent: code,
            paymentVerified: 0
        )
    }

    func recent(_ detail: SubmissionDetail) -> Published.Recent {
        let row = submission(detail, code: nil)
        return Published.Recent(
            submissionId: row.submissionId,
            minerHotkey: row.minerHotkey,
            minerUid: row.minerUid,
            status: row.status,
            finalScore: row.finalScore,
            createdAt: row.createdAt,
            error: row.errorMessage
        )
    }

    func evaluations(_ detail: SubmissionDetail) -> [Published.Evaluation] {
        guard let verdict = detail.verdict else { return [] }
        let judgement = verdict.judgement
        return judgement.runs.map { run in
            let rate = run.nanoseconds.flatMap { time in
                run.tokens.map { Throughput.tokensPerSecond(tokens: $0, nanoseconds: time) }
            }
            let share = rate.flatMap { rate in
                judgement.tokensPerSecond.flatMap { median in judgement.mfu.map { $0 * rate / median } }
            }
            let isGood = ["verified", "accepted"].contains(run.outcome)
            return Published.Evaluation(
                evaluationId: "\(judgement.evaluation)-\(run.index + 1)",
                submissionId: detail.submission.id,
                evaluatorHotkey: arena.chain.genesis.validator.text,
                mfu: share.map { $0 * 100 },
                tokensPerSecond: rate,
                totalTokens: run.tokens,
                wallTimeSeconds: run.nanoseconds.map { Double($0) / 1e9 },
                success: isGood ? 1 : 0,
                error: isGood ? nil : run.outcome,
                createdAt: UTCText.text(verdict.acceptedAtMilliseconds)
            )
        }
    }

    func uid(of submission: String) -> Int? {
        arena.recorded.board.submissions.first { $0.submission.id == submission }
            .flatMap { uids[$0.submission.hotkey.text] }
    }

    /// The status in the reference's words.
    private func status(of detail: SubmissionDetail) -> String {
        if detail.submission.refusal != nil { return "failed_validation" }
        guard let verdict = detail.verdict else {
            return detail.evaluation?.state == .running ? "evaluating" : "pending"
        }
        return verdict.judgement.outcome == .accepted ? "finished" : "failed_evaluation"
    }

    private func time(of submission: String) -> String { UTCText.text(arena.recorded.arrivals[submission] ?? 0) }

}

extension ArenaSnapshot {
    var published: PublishedView { PublishedView(self) }

    func publishedScore(_ score: Double) -> Double { moment.publishedScore(score) }
}
