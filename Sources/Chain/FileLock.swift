import Glibc

/// A file that is locked for as long as this lives; the kernel unlocks it when the process ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { _ = close(descriptor) }
}

extension PrivateFile {
    /// Locks a file, which is made when it is missing, with folders as ``write(_:to:)`` makes them.
    ///
    /// - Parameter path: The file; nothing is ever written to it.
    /// - Returns: The lock; nil when somebody has it, in this process or another.
    /// - Throws: `ChainError.Code.unavailable`.
    package static func lock(_ path: String) throws -> FileLock? {
        try makeFolder(folder(of: path))
        let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(path) cannot be opened") }
        let lock = FileLock(descriptor)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            guard errno == EWOULDBLOCK else { throw failure("\(path) cannot be locked") }
            return nil
        }
        return lock
    }
}
