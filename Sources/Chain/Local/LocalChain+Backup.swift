import GRDB

extension LocalChain {
    /// The names of the steps by which the tables came to be, oldest first.
    package static var migrations: [String] { LocalSchema.migrator.migrations }

    /// Copies the whole database as it is at one moment, while others go on reading and writing.
    ///
    /// - Parameters:
    ///   - path: A file that does not exist yet. Afterwards it is complete by itself, without a log beside it.
    ///   - onProgress: Is told the share that is copied, from 0 to 1.
    /// - Throws: `ChainError.Code.unavailable` when the copy cannot be written or is not sound.
    package func backup(to path: String, onProgress: @escaping (Double) -> Void = { _ in }) throws {
        do {
            let copy = try DatabaseQueue(path: path)
            try pool.backup(to: copy, pagesPerStep: 1024) { step in
                onProgress(Double(step.completedPageCount) / Double(max(step.totalPageCount, 1)))
            }
            try copy.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check")
                guard findings == ["ok"] else {
                    throw ChainError(.unavailable, "the chain is damaged: \(findings.first ?? "nothing can be read")")
                }
            }
            try copy.close()
        } catch let error as ChainError {
            throw error
        } catch {
            throw ChainError(.unavailable, "the chain cannot be copied to \(path)", cause: error)
        }
    }
}
