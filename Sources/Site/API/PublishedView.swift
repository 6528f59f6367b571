import APIModels
import Chain
import Foundation
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

    var boardRows: [Published.BoardRow] {
        arena.recorded.board.rows.map { row in
            Published.BoardRow(
                rank: row.rank,
                submissionId: row.submission,
                minerHotkey: row.hotkey.text,
                minerUid: uids[row.hotkey.text],
                finalScore: arena.publishedScore(row.score),
                numEvaluations: arena.preset.runs,
                createdAt: time(of: row.submission)
            )
        }
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
            updatedAt: updated.map(Self.time) ?? time(of: submission.id),
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
                createdAt: Self.time(verdict.acceptedAtMilliseconds)
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

    private func time(of submission: String) -> String { Self.time(arena.recorded.arrivals[submission] ?? 0) }

    /// A time of UTC without a zone: `2026-03-01 12:30:00.250000`.
    static func time(_ milliseconds: Int64) -> String {
        let days = Calendar(identifier: .gregorian).dateComponents(
            in: .gmt,
            from: Date(timeIntervalSince1970: Double(milliseconds) / 1000)
        )
        func digits(_ number: Int?, _ count: Int) -> String {
            let text = "\(number ?? 0)"
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let date = [digits(days.year, 4), digits(days.month, 2), digits(days.day, 2)].joined(separator: "-")
        let hour = [days.hour, days.minute, days.second].map { digits($0, 2) }.joined(separator: ":")
        return "\(date) \(hour).\(digits(Int(milliseconds % 1000), 3))000"
    }
}

extension ArenaSnapshot {
    var published: PublishedView { PublishedView(self) }

    /// A score as the reference publishes it: MFU in per cent.
    func publishedScore(_ score: Double) -> Double { preset.metric == .mfu ? score * 100 : score }
}
