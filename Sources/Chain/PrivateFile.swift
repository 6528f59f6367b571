import FoundationEssentials
import Glibc

/// Small files that only their owner may read.
enum PrivateFile {
    private static let maximumBytes = 4096

    /// Creates a file of mode 0600 and never touches one that is there.
    static func write(_ data: Data, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = errno
            throw ChainError(
                reason == EEXIST ? .walletExists : .unavailable,
                "\(path) cannot be created: \(String(cString: strerror(reason)))"
            )
        }
        defer { _ = close(descriptor) }
        let written = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == data.count, fsync(descriptor) == 0 else {
            unlink(path)
            throw ChainError(.unavailable, "\(path) cannot be written")
        }
    }

    /// Reads a file, provided that it is a plain one that neither group nor others may use.
    static func read(_ path: String) throws -> Data {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw ChainError(errno == ENOENT ? .walletMissing : .walletInvalid, "\(path) cannot be opened")
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ChainError(.walletInvalid, "\(path) is not a plain file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw ChainError(.walletInsecure, "\(path) may be read by others; its mode should be 0600")
        }
        var bytes = [UInt8](repeating: 0, count: maximumBytes)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw ChainError(.unavailable, "\(path) cannot be read") }
        return Data(bytes.prefix(count))
    }
}
