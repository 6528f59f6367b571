import Foundation
import GRDB
package import Rules

extension Records {
    /// Returns a part of the title matches under one set of rules, newest first.
    ///
    /// - Parameters:
    ///   - presetHash: The hash of the rules.
    ///   - cursor: Where the part before ended; nil for the newest.
    ///   - limit: How many to return at most.
    /// - Returns: The matches, and where the next part begins; nil when there are no earlier ones.
    /// - Throws: `DatabaseError`.
    package func matches(
        presetHash: String,
        before cursor: Int64? = nil,
        limit: Int
    ) async throws -> (matches: [Match], next: Int64?) {
        try await pool.read { db in
            // They are run through backwards, not looked up by their rules and sorted: almost all are of those in force.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(Self.matchColumns), matches.sequence FROM matches
                    JOIN submissions AS one ON one.id = challenger
                    JOIN submissions AS two ON two.id = champion
                    WHERE +preset_hash = ? AND matches.sequence < ? ORDER BY matches.sequence DESC LIMIT ?
                    """,
                arguments: [presetHash, cursor ?? .max, limit + 1]
            )
            let part = rows.prefix(limit)
            let next: Int64? = rows.count > limit ? part.last?[Self.matchColumnCount] : nil
            return (try part.map(Self.match), next)
        }
    }

    /// Returns the title match of a challenger under one set of rules, or nil when it has none.
    package func match(ofChallenger submission: String, presetHash: String) async throws -> Match? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    \(Self.matchColumns) FROM matches
                    JOIN submissions AS one ON one.id = challenger
                    JOIN submissions AS two ON two.id = champion
                    WHERE challenger = ? AND preset_hash = ?
                    """,
                arguments: [submission, presetHash]
            ).map(Self.match)
        }
    }

    /// Returns every pair of a match that has ended; empty when none was fought.
    package func pairs(ofMatch id: String) async throws -> [JSONValue] {
        let text = try await pool.read { db in
            try String.fetchOne(db, sql: "SELECT pairs FROM matches WHERE id = ?", arguments: [id])
        }
        return try text.map(Self.pairs) ?? []
    }

    static func pairs(_ text: String) throws -> [JSONValue] {
        guard case .array(let pairs) = try JSONValue(parsing: Data(text.utf8)) else {
            throw RecordsError(.invalid, "the pairs of a match are no list")
        }
        return pairs
    }

    /// Returns the secret of a match for publication.
    ///
    /// - Throws: `RecordsError.Code.invalid` when there is no such match or it has not ended.
    package func publishedSecret(ofMatch id: String) async throws -> EpochSecret {
        try await pool.read { db in
            let bytes = try Data.fetchOne(
                db,
                sql: "SELECT secret FROM matches WHERE id = ? AND state = 'done'",
                arguments: [id]
            )
            guard let secret = bytes.flatMap(EpochSecret.init) else {
                throw RecordsError(.invalid, "match '\(id)' has not ended")
            }
            return secret
        }
    }

    /// The columns that every query for matches selects first, with the submissions `one` and `two` beside it.
    static let matchColumns = """
        SELECT matches.id, number, challenger, one.code_hash, champion, two.code_hash, preset_hash, error_share,
            beacon_block, beacon_hash, matches.state, attempts, ending, evidence, pair_count, ancestor
        """

    /// How many they are.
    static let matchColumnCount = 16

    /// Reads them.
    static func match(_ row: Row) throws -> Match {
        Match(
            id: row[0],
            number: row[1],
            challenger: .init(submission: row[2], codeHash: try Stored.codeHash(row[3])),
            champion: .init(submission: row[4], codeHash: try Stored.codeHash(row[5])),
            presetHash: row[6],
            errorShare: row[7],
            beacon: Beacon(block: try Stored.unsigned(row[8]), hash: row[9]),
            state: try Stored.choice(row[10]),
            attempts: row[11],
            ending: try (row[12] as String?).map { try Stored.choice($0) },
            evidence: row[13],
            pairs: row[14],
            ancestor: row[15]
        )
    }
}
