import Foundation
import GRDB
import Rules

extension Records {
    /// How much of the database a connection that only reads keeps in memory, in KiB: the upper levels of the trees of a
    /// million submissions, so that a row costs few reads of the file.
    private static let readCache = 4000

    /// Opens a database that another process writes, only to read it.
    ///
    /// Nothing is created and no table is changed: the file must be there, brought up to date by its validator.
    ///
    /// - Parameter path: The file.
    /// - Returns: Records whose writing methods fail.
    /// - Throws: `RecordsError.Code.unavailable` when the file is missing, not ours, or of another version.
    package static func openReadOnly(at path: String) throws -> Records {
        guard FileManager.default.fileExists(atPath: path) else {
            throw RecordsError(.unavailable, "there are no records at \(path)")
        }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(readCache)") }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            guard try pool.read(Schema.migrator.hasCompletedMigrations) else {
                throw RecordsError(.unavailable, "records at \(path) are of another version; start their validator")
            }
            return Records(pool: pool, now: { Date() })
        } catch let error as RecordsError {
            throw error
        } catch {
            throw RecordsError(.unavailable, "records at \(path) cannot be read", cause: error)
        }
    }

    /// Returns the number of the newest event, or 0 when there is none.
    ///
    /// Nearly everything that the records learn comes with an event, so that whoever keeps a copy of what they hold has to
    /// read it again when this number has changed.
    package func newestEvent() async throws -> Int64 {
        try await pool.read { db in try Int64.fetchOne(db, sql: "SELECT MAX(sequence) FROM events") ?? 0 }
    }

    /// Returns the events before one, newest first.
    ///
    /// - Parameters:
    ///   - sequence: The number of the event before which to begin; nil for the newest of all.
    ///   - limit: How many events to return at most.
    /// - Returns: The events.
    /// - Throws: `DatabaseError`.
    package func events(before sequence: Int64?, limit: Int) async throws -> [Event] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sequence, at, kind, subject, details FROM events
                    WHERE sequence < ? ORDER BY sequence DESC LIMIT ?
                    """,
                arguments: [sequence ?? .max, limit]
            ).map(Self.event)
        }
    }

    /// Returns the events of a submission, its evaluation and its title match, oldest first.
    package func events(ofSubmission id: String) async throws -> [Event] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT sequence, at, kind, subject, details FROM events
                    WHERE subject = ?
                        OR subject IN (SELECT id FROM evaluations WHERE submission_id = ?)
                        OR subject IN (SELECT id FROM matches WHERE challenger = ?)
                    ORDER BY sequence
                    """,
                arguments: [id, id, id]
            ).map(Self.event)
        }
    }
}
