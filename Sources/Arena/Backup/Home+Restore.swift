import Chain
import Foundation
import Records
import Sandbox

extension Home {
    /// Puts a backup in place as this arena, which must not exist yet.
    ///
    /// The copies are checked against the manifest, and opened, before the folder appears by one rename. An arena on a
    /// network makes no new payment until somebody has looked what it has paid since the backup.
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
            try Self.tryOut(files.folder, manifest)
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

    /// Opens the databases, which brings their tables up to date, and has payments on a network wait.
    private static func tryOut(_ folder: String, _ manifest: BackupManifest) throws {
        let home = Home(folder)
        do {
            try Records.open(at: home.records).close()
            if !manifest.isOnNetwork { try LocalChain.open(at: home.chain).close() }
            _ = try home.network
        } catch {
            throw BackupError(.damaged, "what the backup holds cannot be opened: \(error)")
        }
        if manifest.isOnNetwork { try home.holdPayments(since: manifest.created) }
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
