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

    /// Stores code under its hash, which replaces nothing but the same content.
    ///
    /// - Parameter code: The bytes of a submission.
    /// - Returns: The hash, to be committed to as `upload:<hash>`.
    /// - Throws: The error of the file system.
    package func store(_ code: Data) throws -> CodeHash {
        let hash = CodeHash(of: code)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try code.write(to: URL(filePath: file(hash)), options: .atomic)
        return hash
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
