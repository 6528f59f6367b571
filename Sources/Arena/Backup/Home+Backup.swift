import Chain
import Foundation
import Records

extension Home {
    /// Copies what cannot be made again into a folder, while a validator may be at work.
    ///
    /// The records are copied before the chain, so that they never know of a block that the chain's copy has not seen, and
    /// after the evidence, so that its log never says more than they do. The chain of a network is in no backup; what is
    /// noted of payments there is copied after the records, so that none that they count as made is missing.
    /// Job folders stay behind: an evaluation under way is started again after a restore.
    ///
    /// - Parameters:
    ///   - target: The backup, which must not exist yet. It appears by one rename, or not at all.
    ///   - withWallets: Whether keys are copied, too. Whoever can read the backup can then sign with them. The chain's own
    ///     is always copied: whoever can read the backup can open what is sealed.
    ///   - onProgress: Is told what is being copied, and how much of it is, from 0 to 1.
    /// - Returns: What is in the backup.
    /// - Throws: `ArenaError.Code.noArena`, `BackupError` with `alreadyThere`, `damaged` or `unwritable`, and errors of
    ///   the two databases.
    package func backUp(
        to target: String,
        withWallets: Bool,
        onProgress: @escaping (String, Double) -> Void = { _, _ in }
    ) throws -> BackupManifest {
        guard exists else { throw ArenaError(.noArena, "there is no arena in \(path)") }
        guard !FileManager.default.fileExists(atPath: target) else {
            throw BackupError(.alreadyThere, "there is something at \(target) already")
        }
        let files = try BackupFiles(beside: target)
        do {
            let manifest = try fill(files, withWallets: withWallets, onProgress: onProgress)
            try files.publish(as: target)
            return manifest
        } catch {
            files.discard()
            throw error
        }
    }

    private func fill(
        _ files: BackupFiles,
        withWallets: Bool,
        onProgress: @escaping (String, Double) -> Void
    ) throws -> BackupManifest {
        let log =
            FileManager.default.fileExists(atPath: evidence) ? [try files.copy(Self.evidenceName, from: path)] : []
        let memory = try Records.open(at: records)
        try memory.backup(to: "\(files.folder)/records.sqlite") { onProgress("records", $0) }
        try memory.close()
        var described = [try files.describe(BackupManifest.records)] + log
        let isOnNetwork = try network != nil
        described += isOnNetwork ? try networkFiles(files) : try copyChain(files, onProgress)
        for name in plainFiles(withWallets: withWallets) { described.append(try files.copy(name, from: path)) }
        let manifest = BackupManifest(
            format: BackupManifest.currentFormat,
            created: Date().ISO8601Format(),
            files: described,
            migrations: BackupManifest.knownMigrations.filter { $0.key != "chain" || !isOnNetwork }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let file = "\(files.folder)/\(BackupManifest.name)"
        guard let data = try? encoder.encode(manifest), (try? data.write(to: URL(fileURLWithPath: file))) != nil else {
            throw BackupError(.unwritable, "\(file) cannot be written")
        }
        return manifest
    }

    private func copyChain(
        _ files: BackupFiles,
        _ onProgress: @escaping (String, Double) -> Void
    ) throws -> [BackupManifest.File] {
        let ledger = try LocalChain.open(at: chain)
        try ledger.backup(to: "\(files.folder)/\(Self.chainName)") { onProgress("chain", $0) }
        try ledger.close()
        // Without its key the copy could reveal nothing.
        return [try files.describe(Self.chainName), try files.copy(Self.chainKeyName, from: path)]
    }

    /// Copies which chain the arena uses, and what is noted of payments there.
    private func networkFiles(_ files: BackupFiles) throws -> [BackupManifest.File] {
        let isHeld = FileManager.default.fileExists(atPath: paymentsHold)
        var copied = try ([Self.networkName] + (isHeld ? [Self.holdName] : [])).map { try files.copy($0, from: path) }
        let noted = (try? FileManager.default.contentsOfDirectory(atPath: payments)) ?? []
        for name in noted.sorted().map({ "\(Self.paymentsName)/\($0)" }) where BackupManifest.mayHold(name) {
            do {
                copied.append(try files.copy(name, from: path))
            } catch let error as BackupError {
                // A note of what was not paid, and never will be, may be forgotten meanwhile.
                guard !FileManager.default.fileExists(atPath: "\(path)/\(name)") else { throw error }
            }
        }
        return copied
    }

    /// The files beside the databases that are worth keeping, by their paths in this folder.
    private func plainFiles(withWallets: Bool) -> [String] {
        let uploaded = (try? FileManager.default.contentsOfDirectory(atPath: uploads)) ?? []
        let keys = wallets.wallets.flatMap { wallet in
            (wallet.hasColdkey ? ["wallets/\(wallet.name)/coldkey"] : [])
                + wallet.hotkeys.map { "wallets/\(wallet.name)/hotkeys/\($0)" }
        }
        let signer = FileManager.default.fileExists(atPath: evidenceKey) ? ["wallets/\(Self.evidenceKeyName)"] : []
        let peak = FileManager.default.fileExists(atPath: "\(path)/peak.json") ? ["peak.json"] : []
        let names = peak + uploaded.sorted().map { "uploads/\($0)" } + (withWallets ? keys + signer : [])
        return names.filter(BackupManifest.mayHold)
    }
}
