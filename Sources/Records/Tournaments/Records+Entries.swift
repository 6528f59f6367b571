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
            for decision in Self.leastTelling(admission.decisions) {
                let registrant = try JSONValue(encoding: decision.registrant).canonicalText
                try statement.execute(arguments: [
                    row.number, decision.registrant.hotkey, decision.verdict.rawValue, registrant, moment.seconds,
                ])
            }
        }
    }

    /// Of several entries of one hotkey the one that counts comes last: the one that is admitted, then any that is not
    /// merely a second one, then the first.
    private static func leastTelling(_ decisions: [Admission.Decision]) -> [Admission.Decision] {
        let others = decisions.filter { $0.verdict != .admitted && $0.verdict != .sameHotkey }
        return decisions.filter { $0.verdict == .sameHotkey }.reversed() + others.reversed()
            + decisions.filter { $0.verdict == .admitted }
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
