import GRDB
package import Rules

extension Records {
    /// Refuses what was fetched and is a copy of something that was committed earlier.
    ///
    /// Only code that was delivered counts, whatever became of it, but for a failure that was not its owner's. Somebody
    /// else's code is a copy on every board; one's own only on the same one, and not when its title match failed through no
    /// fault of its owner. Code that broke a rule at intake is public and belongs to who committed it first; its owner may
    /// hand it in again.
    ///
    /// - Parameters:
    ///   - rule: How alike two submissions have to be.
    ///   - presetHash: The hash of the board's rules.
    /// - Returns: The ids that were refused.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func refuseCopies(by rule: CopyRule, presetHash: String) async throws -> [String] {
        guard rule != .none else { return [] }
        let at = milliseconds()
        return try await pool.write { db in
            var refused: [String] = []
            // One after another: what is refused as a copy is nobody's original.
            while let copy = try Self.firstCopy(by: rule, presetHash: presetHash, in: db) {
                try Self.refuse(copy.id, in: .fetched, .copied(from: copy.original, isOwn: copy.isOwn), at: at, in: db)
                refused.append(copy.id)
            }
            return refused
        }
    }

    private struct Copy {
        var id: String
        var original: String
        var isOwn: Bool
    }

    /// The fetched submission of the earliest commitment that has an earlier one like it; nil when there is none.
    private static func firstCopy(by rule: CopyRule, presetHash: String, in db: Database) throws -> Copy? {
        let column = rule.rawValue
        return try Row.fetchOne(
            db,
            sql: """
                SELECT later.id,
                    (SELECT earlier.id FROM fingerprints AS prints
                        JOIN submissions AS earlier ON earlier.id = prints.submission_id
                        LEFT JOIN evaluations ON evaluations.submission_id = earlier.id
                        LEFT JOIN verdicts ON verdicts.evaluation_id = evaluations.id
                        WHERE prints.\(column) = own.\(column)
                            AND (earlier.state IN ('fetched', 'queued', 'judged')
                                OR (earlier.code_error = 'rules_broken' AND earlier.hotkey <> later.hotkey))
                            AND (earlier.committed_at, earlier.reveal_block, earlier.reveal_index)
                                < (later.committed_at, later.reveal_block, later.reveal_index)
                            AND COALESCE(verdicts.class, 'competitor') = 'competitor'
                            AND (earlier.hotkey <> later.hotkey OR (
                                COALESCE(evaluations.preset_hash, ?) = ? AND NOT EXISTS (
                                    SELECT 1 FROM matches WHERE challenger = earlier.id AND ending = 'failed'
                                )
                            ))
                        ORDER BY earlier.committed_at, earlier.reveal_block, earlier.reveal_index LIMIT 1) AS original
                FROM submissions AS later
                JOIN fingerprints AS own ON own.submission_id = later.id
                WHERE later.state = 'fetched' AND original IS NOT NULL
                ORDER BY later.committed_at, later.reveal_block, later.reveal_index LIMIT 1
                """,
            arguments: [presetHash, presetHash]
        ).map { row in
            let id: String = row[0]
            let original: String = row[1]
            let hotkeys = try String.fetchAll(
                db,
                sql: "SELECT DISTINCT hotkey FROM submissions WHERE id IN (?, ?)",
                arguments: [id, original]
            )
            return Copy(id: id, original: original, isOwn: hotkeys.count == 1)
        }
    }

    static func insert(_ fingerprints: Fingerprints, of id: String, in db: Database) throws {
        try db.execute(
            sql: "INSERT INTO fingerprints (submission_id, exact, normalised, structure) VALUES (?, ?, ?, ?)",
            arguments: [id, fingerprints.exact, fingerprints.normalised, fingerprints.structure]
        )
    }
}
