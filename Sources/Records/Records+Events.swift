import Foundation
import GRDB
import Rules

extension Records {
    /// Returns the events after one, oldest first.
    ///
    /// - Parameters:
    ///   - sequence: The number of the last event that is known; 0 for none.
    ///   - limit: How many events to return at most.
    /// - Returns: The events. Fewer than the limit means that there are no more yet.
    /// - Throws: `DatabaseError`.
    package func events(after sequence: Int64, limit: Int = 1000) async throws -> [Event] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sequence, at, kind, subject, details FROM events
                    WHERE sequence > ? ORDER BY sequence LIMIT ?
                    """,
                arguments: [sequence, limit]
            ).map(Self.event)
        }
    }

    static func event(_ row: Row) throws -> Event {
        let details: String = row[4]
        return Event(
            sequence: row[0],
            atMilliseconds: row[1],
            kind: try Stored.choice(row[2]),
            subject: row[3],
            details: try JSONValue(parsing: Data(details.utf8))
        )
    }
}
