import GRDB
package import Rules

/// A score that was accepted.
package struct AcceptedScore: Sendable, Hashable {
    /// The number of its verdict, ascending.
    package let verdict: Int64
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: Hotkey
    /// When it was accepted, in milliseconds since 1970.
    package let atMilliseconds: Int64
    /// The score.
    package let score: Double
}

extension Records {
    /// Returns the accepted scores of a board after a verdict, in the order of judging.
    ///
    /// - Parameters:
    ///   - verdict: The number of the last verdict that is known; 0 for none.
    ///   - presetHash: The hash of the board's rules.
    ///   - limit: How many to return at most.
    /// - Returns: The scores, and the last verdict that was looked at. Fewer than the limit means that there are no more yet.
    /// - Throws: `RecordsError.Code.invalid`, `DatabaseError`.
    package func scores(after verdict: Int64, presetHash: String, limit: Int) async throws -> (
        scores: [AcceptedScore], through: Int64
    ) {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    \(Self.scoreColumns)
                    WHERE verdicts.sequence > ? AND outcome = 'accepted' AND preset_hash = ?
                    ORDER BY verdicts.sequence LIMIT ?
                    """
            )
            let scores = try Array(Row.fetchCursor(statement, arguments: [verdict, presetHash, limit]).map(Self.score))
            if scores.count == limit, let last = scores.last { return (scores, last.verdict) }
            return (scores, try Int64.fetchOne(db, sql: "SELECT MAX(sequence) FROM verdicts") ?? 0)
        }
    }

    /// Returns the accepted scores of champions, in their order.
    package func scores(of champions: [Champion]) async throws -> [AcceptedScore] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: "\(Self.scoreColumns) WHERE outcome = 'accepted' AND submissions.id = ?"
            )
            return try champions.compactMap { champion in
                try Row.fetchOne(statement, arguments: [champion.submission]).map(Self.score)
            }
        }
    }

    private static let scoreColumns = """
        SELECT verdicts.sequence, submissions.id, hotkey, accepted_at, score FROM verdicts
        JOIN evaluations ON evaluations.id = evaluation_id
        JOIN submissions ON submissions.id = submission_id
        """

    private static func score(_ row: Row) throws -> AcceptedScore {
        AcceptedScore(
            verdict: row[0],
            submission: row[1],
            hotkey: try Stored.hotkey(row[2]),
            atMilliseconds: row[3],
            score: row[4]
        )
    }
}
