import Foundation
import GRDB
import Rules

/// Everything that is known about one submission, but for its code.
package struct SubmissionDetail: Sendable, Hashable {
    /// The submission.
    package let submission: Submission
    /// Its evaluation, once it belongs to an epoch.
    package let evaluation: Evaluation?
    /// Its verdict.
    package let verdict: Verdict?

    /// A stored judgement.
    package struct Verdict: Sendable, Hashable {
        /// What was found out.
        package let judgement: Judgement
        /// When it was accepted, in milliseconds since 1970.
        package let acceptedAtMilliseconds: Int64
        /// The execution that found it out, whose directory holds its log and its result while it is kept.
        package let execution: Execution
    }
}

extension Records {
    /// Returns a submission with its evaluation and its verdict.
    ///
    /// - Throws: `RecordsError.Code.unknownSubmission` when there is none of this id.
    package func submission(_ id: String) async throws -> SubmissionDetail {
        try await pool.read { db in try Self.submission(id, in: db) }
    }

    /// Reads a submission with its evaluation and its verdict inside a transaction.
    static func submission(_ id: String, in db: Database) throws -> SubmissionDetail {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT id, hotkey, code_hash, url, committed_at, reveal_block, reveal_index, state,
                    code_error, code_sentence
                FROM submissions WHERE id = ?
                """,
            arguments: [id]
        )
        guard let row else { throw RecordsError(.unknownSubmission, "there is no submission '\(id)'") }
        let evaluation = try Self.evaluation(ofSubmission: id, in: db)
        return SubmissionDetail(
            submission: try Self.submission(row),
            evaluation: evaluation,
            verdict: try evaluation.flatMap { try Self.verdict(of: $0.id, in: db) }
        )
    }

    private static func verdict(of evaluation: String, in db: Database) throws -> SubmissionDetail.Verdict? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT outcome, class, code, sentence, numbers, score, tps, mfu, accepted_at,
                    executions.id, directory, executions.state
                FROM verdicts JOIN executions ON executions.id = execution_id
                WHERE verdicts.evaluation_id = ?
                """,
            arguments: [evaluation]
        ).map { row in
            SubmissionDetail.Verdict(
                judgement: try judgement(row, of: evaluation, runs: runs(of: evaluation, in: db)),
                acceptedAtMilliseconds: row[8],
                execution: Execution(
                    id: row[9],
                    evaluation: evaluation,
                    directory: row[10],
                    state: try Stored.choice(row[11])
                )
            )
        }
    }

    private static func judgement(_ row: Row, of evaluation: String, runs: [Judgement.Run]) throws -> Judgement {
        let fault: String? = row[1]
        return Judgement(
            evaluation: evaluation,
            outcome: try Stored.choice(row[0]),
            fault: try fault.map(Stored.choice),
            code: row[2],
            sentence: row[3],
            numbers: try json(row[4]),
            score: row[5],
            tokensPerSecond: row[6],
            mfu: row[7],
            runs: runs
        )
    }

    private static func runs(of evaluation: String, in db: Database) throws -> [Judgement.Run] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT idx, nanoseconds, tokens, outcome, statistics
                FROM runs WHERE evaluation_id = ? ORDER BY idx
                """,
            arguments: [evaluation]
        ).map { row in
            let nanoseconds: Int64? = row[1]
            return Judgement.Run(
                index: row[0],
                nanoseconds: try nanoseconds.map(Stored.unsigned),
                tokens: row[2],
                outcome: row[3],
                statistics: try json(row[4])
            )
        }
    }

    private static func json(_ text: String) throws -> JSONValue {
        try JSONValue(parsing: Data(text.utf8))
    }
}
