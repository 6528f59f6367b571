import GRDB
package import Rules

extension Records {
    /// Looks whether somebody takes the crown of a board at a block, without a new score.
    ///
    /// Under an adaptive rule the threshold decays, so that somebody may.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the board's rules.
    ///   - rule: When a challenger takes the crown.
    ///   - block: The chain's block at this moment.
    /// - Returns: Whether there is a new champion.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func reviewCrown(presetHash: String, rule: CrownRule, atBlock block: UInt64) async throws -> Bool {
        let at = milliseconds()
        return try await pool.write { db in
            try Self.crown(presetHash: presetHash, rule: rule, block: block, at: at, in: db)
        }
    }

    /// Stores the crown if somebody takes it.
    ///
    /// It follows from the stored verdicts, the last crown and the block, and from nothing else. Submissions judged by
    /// other rules are not on this ladder: their scores cannot be compared.
    @discardableResult
    static func crown(presetHash: String, rule: CrownRule, block: UInt64, at: Int64, in db: Database) throws -> Bool {
        let entries = try entries(presetHash: presetHash, in: db)
        var ladder = Ladder(rule: rule, entries: entries, crown: try lastCrown(presetHash, among: entries, in: db))
        guard let crown = ladder.review(at: block) else { return false }
        try store(crown, presetHash: presetHash, at: at, in: db)
        return true
    }

    /// Returns the crown that a challenger has won in a match; nil when the champion is no longer the one that it
    /// challenged.
    static func crown(ofWinnerOf match: Match, rule: CrownRule, block: UInt64, in db: Database) throws -> Ladder.Crown?
    {
        let entries = try entries(presetHash: match.presetHash, in: db)
        let last = try lastCrown(match.presetHash, among: entries, in: db)
        guard last?.entry.submission == match.champion.submission else { return nil }
        var ladder = Ladder(rule: rule, entries: entries, crown: last)
        return ladder.crown(winner: match.challenger.submission, at: block)
    }

    static func store(_ crown: Ladder.Crown, presetHash: String, at: Int64, in db: Database) throws {
        let submission = crown.entry.submission
        try db.execute(
            sql: "INSERT INTO crowns (submission_id, score, beaten_score, at_block) VALUES (?, ?, ?, ?)",
            arguments: [submission, crown.entry.score, crown.beatenScore, try Stored.column(crown.block)]
        )
        var details: [String: JSONValue] = [
            "preset_hash": .string(presetHash),
            "score": .number(crown.entry.score),
            "at_block": .integer(try Stored.column(crown.block)),
        ]
        details["beaten_score"] = crown.beatenScore.map { .number($0) }
        details["beaten_submission"] = crown.beaten.map { .string($0) }
        try Event.append(.crowned, subject: submission, details: .object(details), at: at, in: db)
        try prove(crown, presetHash: presetHash, at: at, in: db)
    }

    private static func lastCrown(_ presetHash: String, among entries: [Ladder.Entry], in db: Database) throws
        -> Ladder.Crown?
    {
        guard let champion = try champion(presetHash: presetHash, in: db),
            let entry = entries.first(where: { $0.submission == champion.submission })
        else { return nil }
        return Ladder.Crown(entry: entry, beatenScore: champion.beatenScore, beaten: nil, block: champion.atBlock)
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
