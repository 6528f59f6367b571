import FoundationEssentials
import Glibc
package import Substrate

/// Small files that only their owner may read.
package enum PrivateFile {
    /// Creates a file of mode 0600, whole or not at all, and never touches one that is there.
    ///
    /// Folders that are missing are made with mode 0700.
    ///
    /// - Parameters:
    ///   - contents: What goes into it.
    ///   - path: Where.
    /// - Throws: `ChainError` with `walletExists` when there is something of this name, and `unavailable`.
    package static func write(_ contents: SecretBytes, to path: String) throws {
        try contents.withBytes { bytes in
            try publish(bytes, at: path) { draft in
                // A second name for the finished file: unlike a rename, it fails where there is something.
                guard link(draft, path) == 0 else {
                    if errno == EEXIST { throw ChainError(.walletExists, "there is something at \(path) already") }
                    throw failure("\(path) cannot be created")
                }
            }
        }
    }

    /// Writes a file of mode 0600, whole or not at all, in place of one that is there; it is on the disk when this returns.
    ///
    /// Folders that are missing are made with mode 0700.
    ///
    /// - Parameters:
    ///   - path: Where.
    ///   - contents: What goes into it.
    /// - Throws: `ChainError.Code.unavailable`.
    package static func replace(_ path: String, with contents: [UInt8]) throws {
        try contents.withUnsafeBytes { bytes in
            try publish(bytes, at: path) { draft in
                guard rename(draft, path) == 0 else { throw failure("\(path) cannot be written") }
            }
        }
    }

    /// Writes a draft beside a path, and has it named when it is on the disk.
    private static func publish(
        _ bytes: UnsafeRawBufferPointer,
        at path: String,
        name: (_ draft: String) throws -> Void
    ) throws {
        let folder = folder(of: path)
        try makeFolder(folder)
        let draft = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).draft"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("\(path) cannot be created") }
        defer {
            _ = close(descriptor)
            unlink(draft)
        }
        let written = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        guard written == bytes.count, fsync(descriptor) == 0 else { throw failure("\(path) cannot be written") }
        try name(draft)
        try sync(folder)
    }

    /// Reads a file, provided that it is a plain one that neither group nor others may use.
    ///
    /// - Parameter path: Where it is; a link is not followed.
    /// - Returns: What is in it.
    /// - Throws: `ChainError` with `walletMissing`, `walletInsecure`, `walletInvalid` when it is no plain file or longer
    ///   than a keyfile, and `unavailable`.
    package static func read(_ path: String) throws -> SecretBytes {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno != ENOENT else { throw ChainError(.walletMissing, "there is no file \(path)") }
            throw ChainError(.walletInvalid, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw ChainError(.walletInvalid, "\(path) is not a plain file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw ChainError(.walletInsecure, "\(path) may be read by others; its mode should be 0600")
        }
        guard status.st_size <= Keyfile.maximumBytes else {
            throw ChainError(.walletInvalid, "\(path) is longer than a keyfile")
        }
        return try SecretBytes(count: Int(status.st_size)) { bytes in
            guard Glibc.read(descriptor, bytes.baseAddress, bytes.count) == bytes.count else {
                throw failure("\(path) cannot be read")
            }
        }
    }

    static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        guard parts != [""] else { return "/" }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// Has a folder's names be on the disk: until then a file that is there may be gone after a loss of power.
    private static func sync(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("the folder \(folder) cannot be opened") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("the folder \(folder) cannot be written") }
    }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw ChainError(.unavailable, "the folder \(path) cannot be made", cause: error)
        }
    }

    static func failure(_ sentence: String) -> ChainError {
        ChainError(.unavailable, "\(sentence): \(String(cString: strerror(errno)))")
    }
}
