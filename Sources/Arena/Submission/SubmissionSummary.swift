package import Records
package import Rules

/// One submission in a list.
package struct SubmissionSummary: Sendable, Codable, Hashable {
    package var submission: String
    package var hotkey: String
    package var revealBlock: UInt64
    /// How far it has come.
    package var state: String
    /// How it ended; missing while it has not.
    package var outcome: String?
    package var code: String?
    package var sentence: String?
    package var score: Double?
    package var tokensPerSecond: Double?
    package var mfu: Double?
    /// The place on the board of the rules that were asked about.
    package var rank: Int?
    package var isChampion: Bool

    enum CodingKeys: String, CodingKey {
        case submission, hotkey, state, outcome, code, sentence, score, mfu, rank
        case revealBlock = "reveal_block"
        case tokensPerSecond = "tokens_per_second"
        case isChampion = "champion"
    }

    /// Reads all submissions, oldest first.
    ///
    /// - Parameters:
    ///   - records: Where they are recorded.
    ///   - preset: The rules whose board gives the ranks.
    /// - Returns: The submissions, as they are at this moment.
    /// - Throws: Errors of the database.
    package static func all(records: Records, preset: Preset) async throws -> [SubmissionSummary] {
        all(of: try await records.boardSnapshot(presetHash: preset.hash))
    }

    /// Returns all submissions of a board that was read already, oldest first.
    package static func all(of board: BoardSnapshot) -> [SubmissionSummary] {
        let rows = Dictionary(uniqueKeysWithValues: board.rows.map { ($0.submission, $0) })
        return board.submissions.map { SubmissionSummary($0, rows[$0.submission.id]) }
    }

    private init(_ detail: SubmissionDetail, _ row: BoardRow?) {
        let judgement = detail.verdict?.judgement
        let refusal = detail.submission.refusal
        submission = detail.submission.id
        hotkey = detail.submission.hotkey.text
        revealBlock = detail.submission.reveal.block
        state = detail.progress
        outcome = judgement?.outcome.rawValue ?? refusal.map { _ in "rejected" }
        code = judgement?.code ?? refusal?.code
        sentence = judgement?.sentence ?? refusal?.sentence
        score = judgement?.score
        tokensPerSecond = judgement?.tokensPerSecond
        mfu = judgement?.mfu
        rank = row?.rank
        isChampion = row?.isChampion ?? false
    }

    /// Whether a word names its state or its outcome.
    package func isIn(_ word: String) -> Bool { state == word || outcome == word }
}

extension SubmissionDetail {
    /// How far it has come, in one word: its state, or `running` while it is being judged.
    var progress: String {
        submission.state == .queued && evaluation?.state == .running ? "running" : submission.state.rawValue
    }
}
