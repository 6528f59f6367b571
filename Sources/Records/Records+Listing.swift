import GRDB
package import Rules

/// One submission with what a list of them shows.
package struct ListedSubmission: Sendable, Hashable {
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: String
    /// When it was revealed.
    package let reveal: RevealPosition
    /// How far it has come.
    package let state: Submission.State
    /// Whether it is being judged.
    package let isRunning: Bool
    /// How it ended: the outcome of its verdict, or `rejected` for what intake refused; nil while it has not.
    package let outcome: String?
    /// The stable word for the reason.
    package let code: String?
    /// The reason.
    package let sentence: String?
    /// The number that the board ranks by.
    package let score: Double?
    /// Tokens a second.
    package let tokensPerSecond: Double?
    /// Model FLOPs utilisation as a fraction.
    package let mfu: Double?
    /// The hash of the rules that it is judged by.
    package let presetHash: String?
    /// When it was taken in, in milliseconds since 1970.
    package let arrivedAtMilliseconds: Int64
}

/// Which submissions a list has.
package struct SubmissionFilter: Sendable, Hashable {
    /// How far a submission has come, or how it ended.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case revealed, fetched, rejected, queued, judged, running, accepted, failed
    }

    /// Only those; nil for all.
    package var kind: Kind?
    /// Only those of hotkeys that begin so; empty: all.
    package var hotkeys: [String]
    /// Only those that have an end.
    package var hasEnded: Bool

    /// Makes a filter.
    package init(kind: Kind? = nil, hotkeys: [String] = [], hasEnded: Bool = false) {
        self.kind = kind
        self.hotkeys = hotkeys
        self.hasEnded = hasEnded
    }

    /// The conditions, on `submissions`, `evaluations` and `verdicts`, and their arguments.
    ///
    /// Where few submissions ended so, they are looked up and not met by chance.
    fileprivate func conditions(isRare: Bool) -> (sql: [String], arguments: [String]) {
        var sql: [String] = [], arguments: [String] = []
        if let kind { sql.append(Self.condition(kind, isRare: isRare)) }
        if hasEnded { sql.append("submissions.state IN ('rejected', 'judged')") }
        if !hotkeys.isEmpty {
            let one = "(submissions.hotkey >= ? AND submissions.hotkey < ?)"
            sql.append("(\(hotkeys.map { _ in one }.joined(separator: " OR ")))")
            arguments += hotkeys.flatMap { [$0, $0 + "\u{10FFFF}"] }
        }
        return (sql, arguments)
    }

    private static func condition(_ kind: Kind, isRare: Bool) -> String {
        switch kind {
        case .revealed, .fetched, .judged: "submissions.state = '\(kind.rawValue)'"
        case .queued: "submissions.state = 'queued' AND evaluations.state IS NOT 'running'"
        case .running:
            """
            submissions.state = 'queued' AND submissions.id IN
                (SELECT submission_id FROM evaluations WHERE state = 'running')
            """
        case .rejected where isRare:
            "(submissions.id IN (\(ended("rejected"))) OR submissions.state = 'rejected')"
        case .rejected: "(submissions.state = 'rejected' OR verdicts.outcome = 'rejected')"
        case .accepted, .failed:
            isRare ? "submissions.id IN (\(ended(kind.rawValue)))" : "verdicts.outcome = '\(kind.rawValue)'"
        }
    }

    private static func ended(_ outcome: String) -> String {
        """
        SELECT submission_id FROM evaluations WHERE id IN
            (SELECT evaluation_id FROM verdicts WHERE outcome = '\(outcome)')
        """
    }
}

extension Records {
    /// Fewer than this are looked up one by one; more are met soon by whoever reads on.
    private static let fewEnds = 2000

    /// Returns a part of all submissions, newest first, at a cost that does not depend on how many there are.
    ///
    /// - Parameters:
    ///   - filter: Which of them.
    ///   - sequence: The number of the submission before which to begin; nil for the newest.
    ///   - limit: How many to return at most.
    /// - Returns: The submissions.
    /// - Throws: `RecordsError.Code.invalid`, `DatabaseError`.
    package func list(_ filter: SubmissionFilter, before sequence: Int64? = nil, limit: Int) async throws
        -> [ListedSubmission]
    {
        try await pool.read { db in
            let (conditions, words) = filter.conditions(isRare: try Self.isRare(filter.kind, in: db))
            let numbered = sequence == nil ? [] : ["submissions.sequence < ?"]
            let all = numbered + conditions
            var arguments = StatementArguments()
            if let sequence { arguments += [sequence] }
            for word in words { arguments += [word] }
            return try Row.fetchAll(
                db,
                sql: """
                    \(Self.listedColumns)
                    \(all.isEmpty ? "" : "WHERE \(all.joined(separator: " AND "))")
                    ORDER BY submissions.sequence DESC LIMIT ?
                    """,
                arguments: arguments + [limit]
            ).map(Self.listed)
        }
    }

    /// Returns how many submissions the hotkeys have that begin so.
    package func count(ofHotkeys prefix: String) async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT COUNT(*) FROM submissions WHERE hotkey >= ? AND hotkey < ?",
                arguments: [prefix, prefix + "\u{10FFFF}"]
            ) ?? 0
        }
    }

    /// Returns the submissions that have neither a verdict nor a refusal, earliest reveal first.
    ///
    /// There are no more than the rules let wait.
    package func waiting() async throws -> [SubmissionDetail] {
        try await pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM submissions WHERE state IN ('revealed', 'fetched', 'queued')
                    ORDER BY reveal_block, reveal_index
                    """
            ).map { try Self.submission($0, in: db) }
        }
    }

    /// Returns submissions with their evaluations and verdicts, in the order of their ids here.
    ///
    /// - Throws: `RecordsError.Code.unknownSubmission` when there is none of an id.
    package func submissions(_ ids: [String]) async throws -> [SubmissionDetail] {
        try await pool.read { db in try ids.map { try Self.submission($0, in: db) } }
    }

    private static func isRare(_ kind: SubmissionFilter.Kind?, in db: Database) throws -> Bool {
        guard let kind, [.rejected, .accepted, .failed].contains(kind) else { return false }
        let names = kind == .rejected ? ["rejected", "refused"] : [kind.rawValue, kind.rawValue]
        let count = try Int.fetchOne(
            db,
            sql: "SELECT SUM(value) FROM totals WHERE name IN (?, ?)",
            arguments: StatementArguments(names)
        )
        return count ?? 0 < fewEnds
    }

    private static let listedColumns = """
        SELECT submissions.id, hotkey, reveal_block, reveal_index, submissions.state, evaluations.state,
            outcome, verdicts.code, verdicts.sentence, code_error, code_sentence, score, tps, mfu, preset_hash, created
        FROM submissions
        LEFT JOIN evaluations ON evaluations.submission_id = submissions.id
        LEFT JOIN verdicts ON verdicts.evaluation_id = evaluations.id
        """

    private static func listed(_ row: Row) throws -> ListedSubmission {
        let refusal: String? = row[9], state: Submission.State = try Stored.choice(row[4])
        return ListedSubmission(
            submission: row[0],
            hotkey: row[1],
            reveal: RevealPosition(block: try Stored.unsigned(row[2]), index: row[3]),
            state: state,
            isRunning: state == .queued && row[5] == Evaluation.State.running.rawValue,
            outcome: row[6] ?? refusal.map { _ in "rejected" },
            code: row[7] ?? refusal,
            sentence: row[8] ?? row[10],
            score: row[11],
            tokensPerSecond: row[12],
            mfu: row[13],
            presetHash: row[14],
            arrivedAtMilliseconds: row[15]
        )
    }
}
