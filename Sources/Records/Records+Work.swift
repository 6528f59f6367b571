import GRDB

/// Something that is being judged right now.
package struct WorkInHand: Sendable, Hashable {
    /// The submission: of a title match, the challenger.
    package let submission: String
    /// Against whom a title match is fought; nil for an evaluation.
    package let champion: String?
    /// When it was started, in milliseconds since 1970.
    package let startedMilliseconds: Int64
}

extension Records {
    /// Returns the evaluations and title matches that are under way, oldest first.
    package func workInHand() async throws -> [WorkInHand] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT submission_id, NULL, started FROM executions
                    JOIN evaluations ON evaluations.id = evaluation_id WHERE executions.state = 'started'
                    UNION ALL
                    SELECT challenger, champion, started FROM match_executions
                    JOIN matches ON matches.id = match_id WHERE match_executions.state = 'started'
                    ORDER BY started
                    """
            ).map { WorkInHand(submission: $0[0], champion: $0[1], startedMilliseconds: $0[2]) }
        }
    }

    /// Returns how long the newest finished evaluations took, in milliseconds, newest first.
    ///
    /// - Parameter limit: How many to return at most.
    /// - Returns: The times.
    /// - Throws: `DatabaseError`.
    package func evaluationTimes(limit: Int) async throws -> [Int64] {
        try await pool.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT ended - started FROM executions
                    WHERE state = 'finished' AND ended >= started ORDER BY ended DESC LIMIT ?
                    """,
                arguments: [limit]
            )
        }
    }
}
