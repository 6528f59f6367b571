import GRDB
import Storage

extension Records {
    /// The names of the steps by which the tables came to be, oldest first.
    package static var migrations: [String] { Schema.migrator.migrations }

    /// Copies the whole database as it is at one moment, while others go on reading and writing.
    ///
    /// - Parameters:
    ///   - path: A file that does not exist yet. Afterwards it is complete by itself, without a log beside it.
    ///   - onProgress: Is told the share that is copied, from 0 to 1.
    /// - Throws: `RecordsError.Code.unavailable` when the copy cannot be written or is not sound.
    package func backup(to path: String, onProgress: @escaping (Double) -> Void = { _ in }) throws {
        do {
            try DatabaseCopy.make(of: pool, at: path, onProgress: onProgress)
        } catch let error as DatabaseCopy.Unsound {
            throw RecordsError(.unavailable, "the records are damaged: \(error)")
        } catch {
            throw RecordsError(.unavailable, "the records cannot be copied to \(path)", cause: error)
        }
    }
}
