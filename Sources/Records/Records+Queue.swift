import Foundation
import GRDB
import Rules

extension Records {
    /// Has everything that waits judged by the rules in force, when they were changed since it was queued.
    ///
    /// Seeds are derived from the rules, so nothing was known about those that an evaluation gets now. A title match that
    /// waits belongs to the old board and ends.
    ///
    /// - Parameters:
    ///   - presetName: The name of the rules in force.
    ///   - presetHash: Their hash.
    /// - Returns: How many evaluations were changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func adoptRules(presetName: String, presetHash: String) async throws -> Int {
        let at = milliseconds()
        return try await pool.write { db in
            try db.execute(
                sql: """
                    UPDATE evaluations SET preset_name = ?, preset_hash = ?
                    WHERE state = 'queued' AND preset_hash <> ?
                    """,
                arguments: [presetName, presetHash, presetHash]
            )
            let changed = db.changesCount
            try Self.proveGivingUp(underOtherRulesThan: presetHash, at: at, in: db)
            try db.execute(
                sql: """
                    UPDATE matches SET state = 'done', ending = 'failed', code = ?, sentence = ?, ended_at = ?
                    WHERE state = 'queued' AND preset_hash <> ?
                    """,
                arguments: [MatchLoss.rulesChanged.code, MatchLoss.rulesChanged.sentence, at, presetHash]
            )
            return changed
        }
    }

    /// Returns the evaluation that is to be run next by some rules, or nil when none waits.
    ///
    /// The earliest reveal comes first, whatever its epoch and however often it was tried.
    ///
    /// - Parameter presetHash: The hash of the rules.
    /// - Returns: The evaluation with everything that a plan needs.
    /// - Throws: `DatabaseError`.
    package func nextQueued(presetHash: String) async throws -> QueuedEvaluation? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT evaluations.id, submission_id, epoch_id, preset_name, preset_hash, evaluations.state,
                        attempts, hotkey, code_hash, code, secret, beacon_block, beacon_hash
                    FROM evaluations
                    JOIN submissions ON submissions.id = submission_id
                    JOIN epochs ON epochs.id = epoch_id
                    WHERE evaluations.state = 'queued' AND preset_hash = ?
                    ORDER BY reveal_block, reveal_index LIMIT 1
                    """,
                arguments: [presetHash]
            ).map(Self.queued)
        }
    }

    /// Returns the evaluation of a submission, or nil when it has none.
    package func evaluation(ofSubmission id: String) async throws -> Evaluation? {
        try await pool.read { db in try Self.evaluation(ofSubmission: id, in: db) }
    }

    /// Records that a queued evaluation is being run in a directory.
    ///
    /// - Parameters:
    ///   - evaluation: The evaluation's token.
    ///   - directory: The job directory, which is this execution's own.
    /// - Returns: The execution, whose token has to be given with the result.
    /// - Throws: `RecordsError.Code.notQueued` when the evaluation does not wait to be run.
    package func beginExecution(_ evaluation: String, directory: String) async throws -> Execution {
        let at = milliseconds()
        return try await pool.write { db in
            try db.execute(
                sql: """
                    UPDATE evaluations SET state = 'running', attempts = attempts + 1
                    WHERE id = ? AND state = 'queued'
                    """,
                arguments: [evaluation]
            )
            guard db.changesCount == 1 else {
                throw RecordsError(.notQueued, "evaluation '\(evaluation)' does not wait to be run")
            }
            let id = UUID().uuidString.lowercased()
            try db.execute(
                sql: """
                    INSERT INTO executions (id, evaluation_id, directory, state, started)
                    VALUES (?, ?, ?, 'started', ?)
                    """,
                arguments: [id, evaluation, directory, at]
            )
            try Event.append(
                .started,
                subject: evaluation,
                details: .object(["execution": .string(id)]),
                at: at,
                in: db
            )
            return Execution(id: id, evaluation: evaluation, directory: directory, state: .started)
        }
    }

    /// Returns the executions that are under way, oldest first.
    ///
    /// After a restart these have either left a result, which can still be accepted, or are to be marked lost.
    package func openExecutions() async throws -> [Execution] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, evaluation_id, directory, state FROM executions
                    WHERE state = 'started' ORDER BY started, id
                    """
            ).map { row in
                Execution(id: row[0], evaluation: row[1], directory: row[2], state: try Stored.choice(row[3]))
            }
        }
    }

    private static func queued(_ row: Row) throws -> QueuedEvaluation {
        guard let secret = EpochSecret(row[10]) else { throw RecordsError(.invalid, "an epoch has no secret") }
        guard let code: Data = row[9] else { throw RecordsError(.invalid, "a queued submission has no code") }
        return QueuedEvaluation(
            evaluation: try evaluation(row),
            hotkey: try Stored.hotkey(row[7]),
            codeHash: try Stored.codeHash(row[8]),
            code: code,
            secret: secret,
            beacon: Beacon(block: try Stored.unsigned(row[11]), hash: row[12])
        )
    }

    static func evaluation(ofSubmission id: String, in db: Database) throws -> Evaluation? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT id, submission_id, epoch_id, preset_name, preset_hash, state, attempts
                FROM evaluations WHERE submission_id = ?
                """,
            arguments: [id]
        ).map(evaluation)
    }

    /// Reads the seven columns that every query for evaluations selects first.
    static func evaluation(_ row: Row) throws -> Evaluation {
        Evaluation(
            id: row[0],
            submission: row[1],
            epoch: row[2],
            presetName: row[3],
            presetHash: row[4],
            state: try Stored.choice(row[5]),
            attempts: row[6]
        )
    }
}
