import Foundation
import GRDB
package import Rules

/// What became of somebody who wanted to take part, at the last look.
package struct EntryVerdict: Sendable, Hashable {
    /// The entry.
    package let registrant: Registrant
    /// What became of it.
    package let verdict: RegistrationVerdict
    /// When it was looked at.
    package let at: Moment
}

extension Records {
    /// Stores what became of entries; of several looks, the last counts.
    ///
    /// - Parameters:
    ///   - admission: The entries, each with its verdict.
    ///   - row: The tournament.
    ///   - moment: When they were looked at.
    /// - Throws: `DatabaseError`.
    package func record(_ admission: Admission, in row: TournamentRow, at moment: Moment) async throws {
        try await pool.write { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO tournament_entries (tournament, hotkey, verdict, registrant, at) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (tournament, hotkey) DO UPDATE
                    SET verdict = excluded.verdict, registrant = excluded.registrant, at = excluded.at
                    """
            )
            // Of two entries of one hotkey the first counts, so it is written last.
            for decision in admission.decisions.reversed() {
                let registrant = try JSONValue(encoding: decision.registrant).canonicalText
                try statement.execute(arguments: [
                    row.number, decision.registrant.hotkey, decision.verdict.rawValue, registrant, moment.seconds,
                ])
            }
        }
    }

    /// Returns what became of everybody who wanted to take part, by hotkey.
    package func entries(of row: TournamentRow) async throws -> [EntryVerdict] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT registrant, verdict, at FROM tournament_entries WHERE tournament = ? ORDER BY hotkey",
                arguments: [row.number]
            ).map { row in
                let text: String = row[0]
                return EntryVerdict(
                    registrant: try JSONDecoder().decode(Registrant.self, from: Data(text.utf8)),
                    verdict: try Stored.choice(row[1]),
                    at: Moment(row[2])
                )
            }
        }
    }
}
