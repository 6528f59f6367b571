import Foundation
import Rules

/// Files on their way into a backup or out of one: copies that only their owner may read.
struct BackupFiles {
    /// Where copies go; made with mode 0700.
    let folder: String

    /// Makes the folder under a name that nobody uses, beside where it will be in the end.
    init(beside target: String) throws {
        folder = "\(target).\(UUID().uuidString.prefix(8).lowercased())"
        try Self.makeFolder(folder)
    }

    /// Copies a plain file, and tells size and hash of the copy.
    ///
    /// - Parameters:
    ///   - path: The path in both folders.
    ///   - source: The other folder.
    /// - Returns: The path with the size and hash of the copy.
    /// - Throws: `BackupError` with `damaged` when there is no such plain file, `unwritable` when it cannot be copied.
    func copy(_ path: String, from source: String) throws -> BackupManifest.File {
        let from = "\(source)/\(path)"
        guard Self.isPlain(from) else { throw BackupError(.damaged, "\(from) is missing or no plain file") }
        do {
            try Self.makeFolder(URL(fileURLWithPath: "\(folder)/\(path)").deletingLastPathComponent().path)
            try FileManager.default.copyItem(atPath: from, toPath: "\(folder)/\(path)")
        } catch {
            throw BackupError(.unwritable, "\(from) cannot be copied to \(folder)")
        }
        return try describe(path)
    }

    /// Closes a file that is here to others, and tells its size and hash.
    func describe(_ path: String) throws -> BackupManifest.File {
        let file = "\(folder)/\(path)"
        do {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
            let data = try Data(contentsOf: URL(fileURLWithPath: file), options: .alwaysMapped)
            guard Self.isPlain(file) else { throw BackupError(.damaged, "\(file) is no plain file") }
            return BackupManifest.File(path: path, bytes: data.count, sha256: CodeHash(of: data).text)
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError(.unwritable, "\(file) cannot be read")
        }
    }

    /// Gives the folder its final name by one rename.
    func publish(as target: String) throws {
        guard rename(folder, target) == 0 else {
            throw BackupError(.unwritable, "\(folder) cannot be renamed to \(target)")
        }
    }

    func discard() { try? FileManager.default.removeItem(atPath: folder) }

    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw BackupError(.unwritable, "the folder \(path) cannot be made")
        }
    }

    /// Whether there is a file that is neither a link nor a folder nor anything special.
    private static func isPlain(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }
}
