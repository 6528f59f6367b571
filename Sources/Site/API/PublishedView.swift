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

    func submission(_ detail: SubmissionDetail, arrived: Int64?, code: String?) -> Published.Submission {
        let submission = detail.submission
        let sentence = detail.verdict.flatMap { $0.judgement.outcome == .accepted ? nil : $0.judgement.sentence }
        let updated = detail.verdict?.acceptedAtMilliseconds, created = UTCText.text(arrived ?? 0)
        return Published.Submission(
            submissionId: submission.id,
            minerHotkey: submission.hotkey.text,
            minerUid: uids[submission.hotkey.text],
            codeHash: submission.codeHash.text,
            bucketPath: submission.url,
            specVersion: arena.preset.version,
            status: status(of: detail),
            createdAt: created,
            updatedAt: updated.map(UTCText.text) ?? created,
            finalScore: detail.verdict?.judgement.score.map(arena.publishedScore),
            errorMessage: sentence ?? submission.refusal?.sentence,
            codeContent: code,
            paymentVerified: 0
        )
    }

    func recent(_ detail: SubmissionDetail, arrived: Int64) -> Published.Recent {
        let row = submission(detail, arrived: arrived, code: nil)
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
                evaluatorHotkey: arena.moment.validator,
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

    func uid(of submission: String) async throws -> Int? {
        try await arena.known(submission).flatMap { uids[$0.submission.hotkey.text] }
    }

    /// The status in the reference's words.
    private func status(of detail: SubmissionDetail) -> String {
        if detail.submission.refusal != nil { return "failed_validation" }
        guard let verdict = detail.verdict else {
            return detail.evaluation?.state == .running ? "evaluating" : "pending"
        }
        return verdict.judgement.outcome == .accepted ? "finished" : "failed_evaluation"
    }
}

extension ArenaSnapshot {
    var published: PublishedView { PublishedView(self) }

    /// A submission, or nil when there is none of this id.
    func known(_ id: String) async throws -> SubmissionDetail? {
        do { return try await detail(id) } catch let error as RecordsError where error.code == .unknownSubmission {
            return nil
        }
    }

    /// The newest submissions, newest first, and when they were taken in, in milliseconds since 1970.
    func newest(_ filter: SubmissionFilter, limit: Int) async throws -> [(detail: SubmissionDetail, arrived: Int64)] {
        let listed = try await records.list(filter, limit: limit)
        let details = try await records.submissions(listed.map(\.submission))
        return zip(details, listed).map { ($0, $1.arrivedAtMilliseconds) }
    }

    func publishedScore(_ score: Double) -> Double { moment.publishedScore(score) }
}
