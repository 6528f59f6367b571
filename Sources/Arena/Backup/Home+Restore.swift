import Chain
import Foundation
import Records
import Sandbox

extension Home {
    /// Puts a backup in place as this arena, which must not exist yet.
    ///
    /// The copies are checked against the manifest, and opened, before the folder appears by one rename.
    ///
    /// - Parameter source: The backup.
    /// - Returns: What was restored.
    /// - Throws: `BackupError` with `missing`, `foreign`, `damaged`, `alreadyThere`, `busy` or `unwritable`.
    package func restore(from source: String) throws -> BackupManifest {
        let manifest = try BackupManifest.read(source)
        try refuseUnlessEmpty()
        let files = try BackupFiles(beside: path)
        do {
            for expected in manifest.files { try Self.restore(expected, from: source, into: files) }
            try Self.tryOut(files.folder)
            try clear()
            try files.publish(as: path)
            return manifest
        } catch {
            files.discard()
            throw error
        }
    }

    private static func restore(_ expected: BackupManifest.File, from source: String, into files: BackupFiles) throws {
        let copy = try files.copy(expected.path, from: source)
        guard copy.bytes == expected.bytes else {
            throw BackupError(
                .damaged,
                "\(source)/\(expected.path) has \(copy.bytes) bytes, not the \(expected.bytes) that were backed up"
            )
        }
        guard copy.sha256 == expected.sha256 else {
            throw BackupError(.damaged, "\(source)/\(expected.path) is damaged: its SHA-256 is \(copy.sha256)")
        }
    }

    /// Opens both databases, which brings their tables up to date.
    private static func tryOut(_ folder: String) throws {
        do {
            try Records.open(at: "\(folder)/records.sqlite").close()
            try LocalChain.open(at: "\(folder)/chain.sqlite").close()
        } catch {
            throw BackupError(.damaged, "the databases of the backup cannot be opened: \(error)")
        }
    }

    private static let lockName = "validator.lock"

    private func refuseUnlessEmpty() throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            guard !FileManager.default.fileExists(atPath: path) else {
                throw BackupError(.alreadyThere, "\(path) is there already and is no empty folder")
            }
            return
        }
        if names.contains(Self.lockName), (try? lock()) == nil {
            throw BackupError(.busy, "a validator works in \(path); stop it, and restore into another folder")
        }
        guard names.allSatisfy({ $0 == Self.lockName }) else {
            throw BackupError(.alreadyThere, "\(path) is not empty; restore into another folder")
        }
    }

    /// Removes the empty folder, and the lock that a validator left in it; a folder with anything else stays.
    private func clear() throws {
        try refuseUnlessEmpty()
        unlink("\(path)/\(Self.lockName)")
        guard rmdir(path) == 0 || errno == ENOENT else {
            throw BackupError(.unwritable, "the folder \(path) cannot be replaced")
        }
    }
}
