import GRDB
import Rules

/// One execution together with the evaluation that it tries, inside a transaction.
struct Attempt {
    let execution: String
    let state: Execution.State
    let evaluation: Evaluation

    /// Whether the evaluation may be started once more.
    var mayBeRepeated: Bool { evaluation.attempts < Records.maximumAttempts }

    /// The verdict when every attempt was lost.
    var lossJudgement: Judgement {
        Judgement(
            evaluation: evaluation.id,
            outcome: .failed,
            fault: .infrastructure,
            code: "execution_lost",
            sentence: "The evaluation was started \(evaluation.attempts) times and left no result.",
            numbers: .object(["attempts": .integer(Int64(evaluation.attempts))])
        )
    }

    static func find(_ execution: String, in db: Database) throws -> Attempt? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT evaluations.id, submission_id, epoch_id, preset_name, preset_hash, evaluations.state,
                    attempts, executions.state
                FROM executions JOIN evaluations ON evaluations.id = evaluation_id
                WHERE executions.id = ?
                """,
            arguments: [execution]
        ).map { row in
            Attempt(
                execution: execution,
                state: try Stored.choice(row[7]),
                evaluation: try Records.evaluation(row)
            )
        }
    }

    func end(_ state: Execution.State, at: Int64, in db: Database) throws {
        try db.execute(
            sql: "UPDATE executions SET state = ?, ended = ? WHERE id = ?",
            arguments: [state.rawValue, at, execution]
        )
    }

    func requeue(code: String, at: Int64, in db: Database) throws {
        try db.execute(sql: "UPDATE evaluations SET state = 'queued' WHERE id = ?", arguments: [evaluation.id])
        let details: JSONValue = .object([
            "code": .string(code),
            "execution": .string(execution),
            "attempts": .integer(Int64(evaluation.attempts)),
        ])
        try Event.append(.requeued, subject: evaluation.id, details: details, at: at, in: db)
        try Records.prove(self, code: code, at: at, in: db)
    }

    /// Stores the verdict with its runs and ends the evaluation, its submission and, if it was the last, its epoch.
    func settle(_ judgement: Judgement, _ finding: Records.Finding? = nil, at: Int64, in db: Database) throws {
        try insertVerdict(judgement, at: at, in: db)
        for run in judgement.runs { try insert(run, in: db) }
        if let score = judgement.score { try Records.rank(evaluation, score: score, in: db) }
        try db.execute(sql: "UPDATE evaluations SET state = 'done' WHERE id = ?", arguments: [evaluation.id])
        try db.execute(sql: "UPDATE submissions SET state = 'judged' WHERE id = ?", arguments: [evaluation.submission])
        var details: [String: JSONValue] = [
            "evaluation": .string(evaluation.id),
            "execution": .string(execution),
            "preset_hash": .string(evaluation.presetHash),
            "outcome": .string(judgement.outcome.rawValue),
            "code": .string(judgement.code),
            "sentence": .string(judgement.sentence),
        ]
        details["class"] = judgement.fault.map { .string($0.rawValue) }
        details["score"] = judgement.score.map { .number($0) }
        try Event.append(.judged, subject: evaluation.submission, details: .object(details), at: at, in: db)
        try Records.prove(judgement, of: self, finding, at: at, in: db)
        try Records.settleFee(
            of: evaluation.submission,
            isEarned: judgement.outcome == .accepted || judgement.fault == .competitor,
            at: at,
            in: db
        )
        try Records.closeEpochIfDone(evaluation.epoch, at: at, in: db)
    }

    private func insertVerdict(_ judgement: Judgement, at: Int64, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO verdicts
                    (evaluation_id, sequence, outcome, class, code, sentence, numbers, score, tps, mfu, accepted_at,
                        execution_id)
                VALUES (?, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM verdicts), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                evaluation.id, judgement.outcome.rawValue, judgement.fault?.rawValue, judgement.code,
                judgement.sentence, judgement.numbers.canonicalText, judgement.score, judgement.tokensPerSecond,
                judgement.mfu, at, execution,
            ]
        )
    }

    private func insert(_ run: Judgement.Run, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO runs (evaluation_id, idx, nanoseconds, tokens, outcome, statistics)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                evaluation.id, run.index, try run.nanoseconds.map(Stored.column), run.tokens, run.outcome,
                run.statistics.canonicalText,
            ]
        )
    }
}
