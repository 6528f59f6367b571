package import GRDB

/// A copy of a whole database as it is at one moment.
package enum DatabaseCopy {
    /// A copy that turned out not to be sound: what the database's own check found first.
    package struct Unsound: Error, CustomStringConvertible {
        package let description: String
    }

    /// Copies a database while others go on reading and writing.
    ///
    /// - Parameters:
    ///   - pool: The database.
    ///   - path: A file that does not exist yet. Afterwards it is complete by itself, without a log beside it.
    ///   - onProgress: Is told the share that is copied, from 0 to 1.
    /// - Throws: `Unsound`, or `DatabaseError` when the copy cannot be written.
    package static func make(of pool: DatabasePool, at path: String, onProgress: @escaping (Double) -> Void) throws {
        let copy = try DatabaseQueue(path: path)
        try pool.backup(to: copy, pagesPerStep: 1024) { step in
            onProgress(Double(step.completedPageCount) / Double(max(step.totalPageCount, 1)))
        }
        try copy.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
            let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check")
            guard findings == ["ok"] else { throw Unsound(description: findings.first ?? "nothing can be read") }
        }
        try copy.close()
    }
}
