import GRDB
import Rules

extension Records {
    /// Gives an accepted score to the ladder of its rules, and stores the crown if it takes it.
    ///
    /// The ladder is replayed from the stored verdicts, so that the crown follows from them and from nothing else.
    /// Submissions judged by other rules are not on this ladder: their scores cannot be compared.
    static func crown(
        _ judgement: Judgement,
        of evaluation: Evaluation,
        rule: CrownRule,
        block: UInt64,
        at: Int64,
        in db: Database
    ) throws {
        guard judgement.outcome == .accepted else { return }
        let ladder = Ladder.replay(try entries(presetHash: evaluation.presetHash, in: db), rule: rule)
        guard let crown = ladder.crowns.last, crown.entry.submission == evaluation.submission else { return }
        try db.execute(
            sql: "INSERT INTO crowns (submission_id, score, beaten_score, at_block) VALUES (?, ?, ?, ?)",
            arguments: [evaluation.submission, crown.entry.score, crown.beaten?.score, try Stored.column(block)]
        )
        var details: [String: JSONValue] = [
            "preset_hash": .string(evaluation.presetHash),
            "score": .number(crown.entry.score),
            "at_block": .integer(try Stored.column(block)),
        ]
        details["beaten_score"] = crown.beaten.map { .number($0.score) }
        details["beaten_submission"] = crown.beaten.map { .string($0.submission) }
        try Event.append(.crowned, subject: evaluation.submission, details: .object(details), at: at, in: db)
    }

    /// Returns the accepted submissions of one set of rules in the order in which they were judged.
    static func entries(presetHash: String, in db: Database) throws -> [Ladder.Entry] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT submissions.id, hotkey, score, reveal_block, reveal_index
                FROM verdicts
                JOIN evaluations ON evaluations.id = evaluation_id
                JOIN submissions ON submissions.id = submission_id
                WHERE outcome = 'accepted' AND preset_hash = ?
                ORDER BY verdicts.sequence
                """,
            arguments: [presetHash]
        ).map { row in
            Ladder.Entry(
                submission: row[0],
                hotkey: try Stored.hotkey(row[1]),
                score: row[2],
                reveal: RevealPosition(block: try Stored.unsigned(row[3]), index: row[4])
            )
        }
    }
}
