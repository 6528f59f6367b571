package import Foundation
import GRDB

/// The validator's memory: submissions, evaluations, verdicts, crowns and events in one SQLite database.
///
/// Every method is one transaction. Several processes may open the same file: the site reads while the validator writes.
/// A write that finds the database locked waits up to ten seconds.
///
/// ```swift
/// let records = try Records.open(at: "/var/lib/tiltyard/records.sqlite")
/// let rows = try await records.board(presetHash: preset.hash)
/// ```
package struct Records: Sendable {
    /// How often an evaluation is started before it is given up on.
    package static let maximumAttempts = 5

    let pool: DatabasePool
    private let now: @Sendable () -> Date

    init(pool: DatabasePool, now: @escaping @Sendable () -> Date) {
        self.pool = pool
        self.now = now
    }
}

extension Records {
    /// Opens the database and brings its tables up to date, creating the file when there is none.
    ///
    /// - Parameters:
    ///   - path: The file. Its folder must exist.
    ///   - now: The clock for the times that are recorded.
    /// - Returns: The records, which any number of tasks may share.
    /// - Throws: `RecordsError.Code.unavailable` when the file cannot be opened or is not ours.
    package static func open(
        at path: String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> Records {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(10)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Schema.migrator.migrate(pool)
            return Records(pool: pool, now: now)
        } catch {
            let reason = (error as? DatabaseError)?.message ?? "\(error)"
            throw RecordsError(
                .unavailable,
                "records at \(path) cannot be opened: \(reason); a damaged file can be restored from a backup",
                cause: error
            )
        }
    }

    /// Waits for what is under way and closes the database.
    package func close() throws {
        try pool.close()
    }

    /// Writes something that has to be on the disk when this returns, also if the power fails then.
    ///
    /// Other transactions reach the disk a little later. Whatever was written before is on the disk with this one.
    ///
    /// - Parameter updates: The transaction.
    /// - Returns: Its answer.
    /// - Throws: Whatever it throws; then nothing was written.
    func writeDurably<Value: Sendable>(_ updates: @escaping @Sendable (Database) throws -> Value) async throws -> Value
    {
        try await pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            defer { try? db.execute(sql: "PRAGMA synchronous = NORMAL") }
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try updates(db)
                return .commit
            }
            guard let value else { preconditionFailure("a transaction that was committed has an answer") }
            return value
        }
    }

    /// The time to record, in milliseconds since 1970.
    func milliseconds() -> Int64 {
        Int64((now().timeIntervalSince1970 * 1000).rounded())
    }
}
