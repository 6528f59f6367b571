import Foundation
import GRDB
package import Rules

/// One accepted submission on a board, with what a list of them shows.
package struct ScoredSubmission: Sendable, Hashable {
    /// Where it stands: the best score comes first, of equal ones the earlier reveal.
    package let place: Place
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: Hotkey
    /// Tokens a second.
    package let tokensPerSecond: Double?
    /// Model FLOPs utilisation as a fraction.
    package let mfu: Double?
    /// When it was judged, in milliseconds since 1970.
    package let judgedAtMilliseconds: Int64
    /// The numbers that its verdict was made from, as JSON.
    package let numbers: String

    /// What orders a board.
    package struct Place: Sendable, Hashable {
        /// The score.
        package let score: Double
        /// When the submission was revealed.
        package let reveal: RevealPosition

        /// Makes a place, whether anybody stands there or not.
        package init(score: Double, reveal: RevealPosition) {
            self.score = score
            self.reveal = reveal
        }
    }
}

/// One accepted submission on a board, with no more than what the published board shows.
package struct RankedSubmission: Sendable, Hashable {
    /// The submission's id.
    package let submission: String
    /// Who submitted it.
    package let hotkey: String
    /// The number that the board ranks by.
    package let score: Double
    /// When it was taken in, in milliseconds since 1970.
    package let arrivedAtMilliseconds: Int64
}

extension Records {
    /// Returns the top of a board, best first: one run through one index.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the board's rules.
    ///   - limit: How many to return at most.
    /// - Returns: The submissions.
    /// - Throws: `DatabaseError`.
    package func top(presetHash: String, limit: Int) async throws -> [RankedSubmission] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT submission_id, hotkey, score, arrived FROM standings
                    WHERE preset_hash = ? ORDER BY score DESC, reveal_block, reveal_index LIMIT ?
                    """
            )
            return try Array(
                Row.fetchCursor(statement, arguments: [presetHash, limit]).map { row in
                    RankedSubmission(submission: row[0], hotkey: row[1], score: row[2], arrivedAtMilliseconds: row[3])
                }
            )
        }
    }

    /// Which submissions a board lists.
    package enum BoardScope: Sendable, Hashable {
        /// Every accepted one.
        case all
        /// The best of each hotkey.
        case bestOfEachHotkey
    }

    /// Returns a part of a board, best first, at a cost that does not depend on how long the board is.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the board's rules.
    ///   - scope: Which submissions it lists.
    ///   - place: The place after which to begin; nil for the top.
    ///   - limit: How many to return at most.
    /// - Returns: The submissions.
    /// - Throws: `RecordsError.Code.invalid`, `DatabaseError`.
    package func standings(
        presetHash: String,
        scope: BoardScope,
        after place: ScoredSubmission.Place? = nil,
        limit: Int
    ) async throws -> [ScoredSubmission] {
        try await pool.read { db in
            let statement = try db.cachedStatement(sql: Self.standingsQuery(scope, isFirst: place == nil))
            let arguments: StatementArguments =
                if let place {
                    [
                        presetHash, place.score, place.score, try Stored.column(place.reveal.block),
                        place.reveal.index, limit,
                    ]
                } else { [presetHash, limit] }
            // Each row is read where the database has it, without a copy of its own.
            return try Array(Row.fetchCursor(statement, arguments: arguments).map(Self.standing))
        }
    }

    /// Returns an accepted submission as its board has it, or nil when it is not there.
    package func standing(of submission: String, presetHash: String) async throws -> ScoredSubmission? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    \(Self.standingColumns)
                    WHERE standings.preset_hash = ? AND standings.submission_id = ?
                    """,
                arguments: [presetHash, submission]
            ).map(Self.standing)
        }
    }

    private static let standingColumns = """
        SELECT standings.score, standings.reveal_block, standings.reveal_index, standings.submission_id,
            standings.hotkey, tps, mfu, accepted_at, numbers
        FROM standings
        JOIN evaluations ON evaluations.submission_id = standings.submission_id
        JOIN verdicts ON verdicts.evaluation_id = evaluations.id
        """

    /// The rows of one part.
    ///
    /// The condition on the score alone is the one that the index is entered by.
    private static func standingsQuery(_ scope: BoardScope, isFirst: Bool) -> String {
        let isBest = scope == .bestOfEachHotkey ? "AND is_best = 1" : ""
        let after =
            isFirst
            ? ""
            : """
                AND standings.score <= ? AND (
                    standings.score < ? OR (standings.reveal_block, standings.reveal_index) > (?, ?)
                )
            """
        return """
            \(standingColumns)
            WHERE standings.preset_hash = ? \(isBest) \(after)
            ORDER BY standings.score DESC, standings.reveal_block, standings.reveal_index LIMIT ?
            """
    }

    private static func standing(_ row: Row) throws -> ScoredSubmission {
        ScoredSubmission(
            place: ScoredSubmission.Place(
                score: row[0],
                reveal: RevealPosition(block: try Stored.unsigned(row[1]), index: row[2])
            ),
            submission: row[3],
            hotkey: try Stored.hotkey(row[4]),
            tokensPerSecond: row[5],
            mfu: row[6],
            judgedAtMilliseconds: row[7],
            numbers: row[8]
        )
    }

    /// Puts an accepted submission on its board, inside the transaction of its verdict.
    static func rank(_ evaluation: Evaluation, score: Double, in db: Database) throws {
        let isBest = try Bool.fetchOne(
            db,
            sql: """
                SELECT NOT EXISTS (
                    SELECT 1 FROM standings JOIN submissions ON submissions.id = ?
                    WHERE standings.preset_hash = ? AND standings.hotkey = submissions.hotkey AND is_best = 1
                        AND (score > ? OR (score = ? AND (standings.reveal_block, standings.reveal_index)
                            < (submissions.reveal_block, submissions.reveal_index)))
                )
                """,
            arguments: [evaluation.submission, evaluation.presetHash, score, score]
        )
        if isBest == true {
            try db.execute(
                sql: """
                    UPDATE standings SET is_best = 0 WHERE preset_hash = ? AND is_best = 1
                        AND hotkey = (SELECT hotkey FROM submissions WHERE id = ?)
                    """,
                arguments: [evaluation.presetHash, evaluation.submission]
            )
        }
        try db.execute(
            sql: """
                INSERT INTO standings
                SELECT id, ?, hotkey, ?, reveal_block, reveal_index, created, ? FROM submissions WHERE id = ?
                """,
            arguments: [evaluation.presetHash, score, isBest, evaluation.submission]
        )
    }
}
