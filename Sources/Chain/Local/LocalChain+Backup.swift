import GRDB
import Storage

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
            try DatabaseCopy.make(of: pool, at: path, onProgress: onProgress)
        } catch let error as DatabaseCopy.Unsound {
            throw ChainError(.unavailable, "the chain is damaged: \(error)")
        } catch {
            throw ChainError(.unavailable, "the chain cannot be copied to \(path)", cause: error)
        }
    }
}
