import GRDB
import Rules

extension Records {
    /// Returns the accepted submissions judged by one set of rules, highest score first, equal scores by earlier reveal.
    ///
    /// Scores made by other rules cannot be compared with them.
    package func board(presetHash: String) async throws -> [BoardRow] {
        try await pool.read { db in try Self.board(presetHash: presetHash, in: db) }
    }

    /// Returns a board, its champion and all submissions, as they are at one moment.
    package func boardSnapshot(presetHash: String) async throws -> BoardSnapshot {
        try await pool.read { db in
            BoardSnapshot(
                rows: try Self.board(presetHash: presetHash, in: db),
                champion: try Self.champion(presetHash: presetHash, in: db),
                submissions: try Self.allSubmissions(in: db)
            )
        }
    }

    private static func board(presetHash: String, in db: Database) throws -> [BoardRow] {
        let champion = try champion(presetHash: presetHash, in: db)?.submission
        return try Row.fetchAll(
            db,
            sql: """
                SELECT submissions.id, hotkey, score, tps, mfu, reveal_block, reveal_index, accepted_at
                FROM verdicts
                JOIN evaluations ON evaluations.id = evaluation_id
                JOIN submissions ON submissions.id = submission_id
                WHERE outcome = 'accepted' AND preset_hash = ?
                ORDER BY score DESC, reveal_block, reveal_index
                """,
            arguments: [presetHash]
        ).enumerated().map { index, row in
            BoardRow(
                rank: index + 1,
                submission: row[0],
                hotkey: try Stored.hotkey(row[1]),
                score: row[2],
                tokensPerSecond: row[3],
                mfu: row[4],
                reveal: RevealPosition(block: try Stored.unsigned(row[5]), index: row[6]),
                judgedAtMilliseconds: row[7],
                isChampion: row[0] == champion
            )
        }
    }

    /// Returns who holds the crown under one set of rules, or nil while nothing was accepted.
    package func champion(presetHash: String) async throws -> Champion? {
        try await pool.read { db in try Self.champion(presetHash: presetHash, in: db) }
    }

    /// Returns every champion under one set of rules, oldest first.
    package func crowns(presetHash: String) async throws -> [Champion] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT crowns.submission_id, hotkey, score, beaten_score, at_block
                    FROM crowns
                    JOIN submissions ON submissions.id = crowns.submission_id
                    JOIN evaluations ON evaluations.submission_id = crowns.submission_id
                    WHERE preset_hash = ? ORDER BY crowns.sequence
                    """,
                arguments: [presetHash]
            ).map(Self.champion)
        }
    }

    static func champion(presetHash: String, in db: Database) throws -> Champion? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT crowns.submission_id, hotkey, score, beaten_score, at_block
                FROM crowns
                JOIN submissions ON submissions.id = crowns.submission_id
                JOIN evaluations ON evaluations.submission_id = crowns.submission_id
                WHERE preset_hash = ? ORDER BY crowns.sequence DESC LIMIT 1
                """,
            arguments: [presetHash]
        ).map(champion)
    }

    private static func champion(_ row: Row) throws -> Champion {
        Champion(
            submission: row[0],
            hotkey: try Stored.hotkey(row[1]),
            score: row[2],
            beatenScore: row[3],
            atBlock: try Stored.unsigned(row[4])
        )
    }
}
