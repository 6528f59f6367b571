package import Records
import Rules

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

    /// Reads a part of all submissions, newest first, at a cost that does not depend on how many there are.
    ///
    /// - Parameters:
    ///   - records: Where they are recorded.
    ///   - presetHash: The hash of the rules whose board gives the ranks.
    ///   - filter: Which of them.
    ///   - sequence: The number of the submission before which to begin; nil for the newest.
    ///   - limit: How many to read at most.
    /// - Returns: The submissions, and when each was taken in, in milliseconds since 1970.
    /// - Throws: Errors of the database.
    package static func list(
        records: Records,
        presetHash: String,
        _ filter: SubmissionFilter,
        before sequence: Int64? = nil,
        limit: Int
    ) async throws -> (items: [SubmissionSummary], arrivals: [String: Int64]) {
        let found = try await records.list(filter, before: sequence, limit: limit)
        let ranked = found.filter { $0.score != nil && $0.presetHash == presetHash }.map(\.submission)
        let ranks = try await records.ranks(of: ranked, presetHash: presetHash)
        let champion = try await records.champion(presetHash: presetHash)?.submission
        return (
            found.map { SubmissionSummary($0, rank: ranks[$0.submission], isChampion: $0.submission == champion) },
            Dictionary(found.map { ($0.submission, $0.arrivedAtMilliseconds) }) { first, _ in first }
        )
    }

    private init(_ listed: ListedSubmission, rank: Int?, isChampion: Bool) {
        submission = listed.submission
        hotkey = listed.hotkey
        revealBlock = listed.reveal.block
        state = listed.isRunning ? "running" : listed.state.rawValue
        outcome = listed.outcome
        code = listed.code
        sentence = listed.sentence
        score = listed.score
        tokensPerSecond = listed.tokensPerSecond
        mfu = listed.mfu
        self.rank = rank
        self.isChampion = isChampion
    }
}

extension SubmissionDetail {
    /// How far it has come, in one word: its state, or `running` while it is being judged.
    var progress: String {
        submission.state == .queued && evaluation?.state == .running ? "running" : submission.state.rawValue
    }
}
