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
        let last = try lastCrown(presetHash, in: db)
        let entries = try contenders(after: last, presetHash: presetHash, rule: rule, block: block, in: db)
        var ladder = Ladder(rule: rule, entries: entries, crown: last)
        guard let crown = ladder.review(at: block) else { return false }
        try store(crown, presetHash: presetHash, at: at, in: db)
        return true
    }

    /// Returns the crown that a challenger has won in a match; nil when the champion is no longer the one that it
    /// challenged.
    static func crown(ofWinnerOf match: Match, rule: CrownRule, block: UInt64, in db: Database) throws -> Ladder.Crown?
    {
        guard let last = try lastCrown(match.presetHash, in: db),
            last.entry.submission == match.champion.submission,
            let challenger = try entry(of: match.challenger.submission, presetHash: match.presetHash, in: db)
        else { return nil }
        var ladder = Ladder(rule: rule, entries: [last.entry, challenger], crown: last)
        return ladder.crown(winner: challenger.submission, at: block)
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

    /// Returns the accepted submissions of one set of rules in the order in which they were judged.
    static func entries(presetHash: String, in db: Database) throws -> [Ladder.Entry] {
        try entries("standings.preset_hash = ?", [presetHash], in: db)
    }

    private static func lastCrown(_ presetHash: String, in db: Database) throws -> Ladder.Crown? {
        guard let champion = try champion(presetHash: presetHash, in: db),
            let entry = try entry(of: champion.submission, presetHash: presetHash, in: db)
        else { return nil }
        return Ladder.Crown(entry: entry, beatenScore: champion.beatenScore, beaten: nil, block: champion.atBlock)
    }

    /// Returns the accepted submissions that may take the crown at a block, in the order in which they were judged.
    ///
    /// Where somebody reigns, all others are below the threshold over the champion, and a ladder passes them by: so many
    /// rows are read as there are contenders, and not as many as the board has.
    private static func contenders(
        after last: Ladder.Crown?,
        presetHash: String,
        rule: CrownRule,
        block: UInt64,
        in db: Database
    ) throws -> [Ladder.Entry] {
        guard let last else { return try entries(presetHash: presetHash, in: db) }
        guard rule.rule != .titleMatch else { return [] }
        let least = last.entry.score * (1 + rule.fraction(over: last.reign, at: block))
        return try entries("standings.preset_hash = ? AND standings.score > ?", [presetHash, least], in: db)
    }

    private static func entry(of submission: String, presetHash: String, in db: Database) throws -> Ladder.Entry? {
        try entries("standings.preset_hash = ? AND standings.submission_id = ?", [presetHash, submission], in: db).first
    }

    /// Returns accepted submissions in the order in which they were judged.
    private static func entries(_ condition: String, _ arguments: StatementArguments, in db: Database) throws
        -> [Ladder.Entry]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT standings.submission_id, standings.hotkey, standings.score, reveal_block, reveal_index
                FROM standings
                JOIN evaluations ON evaluations.submission_id = standings.submission_id
                JOIN verdicts ON verdicts.evaluation_id = evaluations.id
                WHERE \(condition) ORDER BY verdicts.sequence
                """,
            arguments: arguments
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
