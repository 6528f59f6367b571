package import FoundationEssentials
import Glibc
import NIOPosix
package import Rules

/// Files that were handed to the validator itself, each named by the SHA-256 of its content: `<64 digits>.py`.
package struct UploadFolder: Sendable {
    /// The folder.
    package let path: String

    /// Names a folder.
    package init(path: String) {
        self.path = path
    }

    /// Stores code under its hash, which replaces nothing but the same content; blocks the calling thread.
    ///
    /// When this returns, the file is on the disk and would be there after a loss of power.
    ///
    /// - Parameter code: The bytes of a submission.
    /// - Returns: The hash, to be committed to as `upload:<hash>`.
    /// - Throws: The error of the file system.
    package func store(_ code: Data) throws -> CodeHash {
        let hash = CodeHash(of: code)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let part = "\(path)/.\(UUID().uuidString)"
        do {
            try code.write(to: URL(filePath: part))
            try Self.flush(part)
            guard rename(part, file(hash)) == 0 else { throw Self.failure("cannot be renamed", part) }
            try Self.flush(path)
        } catch {
            unlink(part)
            throw error
        }
        return hash
    }

    /// Stores code as ``store(_:)`` does, without blocking the calling thread.
    package func keep(_ code: Data) async throws -> CodeHash {
        try await NIOThreadPool.singleton.runIfActive { try store(code) }
    }

    /// Whether there is a file of this content.
    package func holds(_ hash: CodeHash) async -> Bool {
        let file = file(hash)
        return (try? await NIOThreadPool.singleton.runIfActive { access(file, F_OK) == 0 }) ?? false
    }

    /// Returns how many bytes all files of the folder have together; 0 when there is no folder yet.
    package func bytes() async throws -> Int {
        try await NIOThreadPool.singleton.runIfActive {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            return names.reduce(0) { sum, name in
                var status = stat()
                return lstat("\(path)/\(name)", &status) == 0 ? sum + Int(status.st_size) : sum
            }
        }
    }

    /// Waits until a file or the names in a folder are on the disk.
    private static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot be opened", path) }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("cannot be written", path) }
    }

    private static func failure(_ what: String, _ path: String) -> IntakeError {
        IntakeError(.fetchFailed, "\(path) \(what): \(String(cString: strerror(errno)))")
    }

    /// Reads a file, provided that it is a plain one and no larger than the limit.
    func read(_ hash: CodeHash, limit: ByteCount) async throws -> Data {
        let file = file(hash)
        return try await NIOThreadPool.singleton.runIfActive { try Self.read(file, limit: limit) }
    }

    private func file(_ hash: CodeHash) -> String { "\(path)/\(hash.text).py" }

    /// Opens without following a link and without waiting, so that neither a link nor a pipe in the folder can be used.
    private static func read(_ file: String, limit: ByteCount) throws -> Data {
        let descriptor = open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw IntakeError(.fetchFailed, "There is no upload with this hash.")
        }
        defer { _ = close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw IntakeError(.fetchFailed, "The upload with this hash is not a plain file.")
        }
        let data = try readAll(descriptor, upTo: limit.bytes + 1)
        guard data.count <= limit.bytes else {
            throw IntakeError(.tooLarge, "The code is larger than \(limit).")
        }
        return data
    }

    private static func readAll(_ descriptor: Int32, upTo maximum: Int) throws -> Data {
        var data = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while data.count < maximum {
            let count = Glibc.read(descriptor, &chunk, min(chunk.count, maximum - data.count))
            guard count >= 0 else { throw IntakeError(.fetchFailed, "The upload with this hash cannot be read.") }
            if count == 0 { break }
            data.append(contentsOf: chunk.prefix(count))
        }
        return data
    }
}
