import Chain
import Foundation
import Records
import Rules

/// What a backup says about itself, in its file `manifest.json`.
package struct BackupManifest: Sendable, Hashable, Codable {
    /// One file of the backup.
    package struct File: Sendable, Hashable, Codable {
        /// Its path in the backup, and in an arena's folder.
        package var path: String
        package var bytes: Int
        package var sha256: String
    }

    /// The form that this version writes and reads.
    package static let currentFormat = "tiltyard backup 1"
    /// The name of the manifest's own file.
    static let name = "manifest.json"
    /// The file that every backup has, and those of which it has one: the embedded chain, or which network the arena uses.
    static let records = "records.sqlite"
    static let chains = [Home.chainName, Home.networkName]

    package var format: String
    /// When the backup was made, in UTC.
    package var created: String
    package var files: [File]
    /// The steps by which the tables of each database came to be.
    package var migrations: [String: [String]]

    /// Whether keys are in it.
    package var hasWallets: Bool { files.contains { $0.path.hasPrefix("wallets/") } }
    /// The size of all files in bytes.
    package var bytes: Int { files.reduce(0) { $0 + $1.bytes } }

    /// Whether the arena uses the chain of a network, which is in no backup.
    package var isOnNetwork: Bool { files.contains { $0.path == Home.networkName } }

    static var knownMigrations: [String: [String]] {
        ["records": Records.migrations, "chain": LocalChain.migrations]
    }
}

extension BackupManifest {
    /// Reads the manifest of a backup and checks that this version can restore it.
    ///
    /// - Parameter folder: The backup.
    /// - Returns: The manifest, whose paths are safe to use.
    /// - Throws: `BackupError` with `missing` or `foreign`.
    package static func read(_ folder: String) throws -> BackupManifest {
        guard FileManager.default.fileExists(atPath: folder) else {
            throw BackupError(.missing, "there is no backup at \(folder)")
        }
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            throw BackupError(.foreign, "\(folder) is no backup of an arena: it has no \(name)")
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data) else {
            throw BackupError(.foreign, "\(folder)/\(name) is not the manifest of a backup")
        }
        try manifest.check(folder)
        return manifest
    }

    private func check(_ folder: String) throws {
        guard format == Self.currentFormat else {
            throw BackupError(.foreign, "\(folder) is a backup of the form '\(format)', not '\(Self.currentFormat)'")
        }
        for (database, steps) in migrations {
            for step in steps where !(Self.knownMigrations[database] ?? []).contains(step) {
                throw BackupError(.foreign, "\(folder) is of a newer version: it has '\(step)' in its \(database)")
            }
        }
        for file in files where !Self.mayHold(file.path) {
            throw BackupError(.foreign, "\(folder)/\(Self.name) names '\(file.path)', which is no part of an arena")
        }
        guard Set(files.map(\.path)).count == files.count else {
            throw BackupError(.foreign, "\(folder)/\(Self.name) names a file twice")
        }
        guard files.contains(where: { $0.path == Self.records }) else {
            throw BackupError(.foreign, "\(folder)/\(Self.name) does not name \(Self.records)")
        }
        guard files.count(where: { Self.chains.contains($0.path) }) == 1 else {
            let names = Self.chains.joined(separator: " and ")
            throw BackupError(.foreign, "\(folder)/\(Self.name) does not name one of \(names)")
        }
    }

    /// Whether a name is that of a noted payment: 64 hexadecimal digits.
    private static func isPayment(_ name: String) -> Bool {
        name.hasSuffix(".json") && CodeHash(String(name.dropLast(".json".count)))?.isWhole == true
    }

    /// Whether a path is that of a file which backups hold.
    ///
    /// Nothing else is ever written by a restore, whatever a manifest says.
    static func mayHold(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1:
            return ([records, Home.chainKeyName, "peak.json", Home.evidenceName, Home.holdName] + chains).contains(path)
        case 2:
            if parts[0] == Home.paymentsName { return isPayment(parts[1]) }
            return parts[0] == "uploads" && parts[1].hasSuffix(".py")
                && CodeHash(String(parts[1].dropLast(".py".count)))?.isWhole == true
        case 3:
            guard parts[0] == "wallets" else { return false }
            return path == "wallets/\(Home.evidenceKeyName)" || parts[2] == "coldkey" && Wallet.isName(parts[1])
        case 4:
            guard parts[0] == "wallets", parts[2] == "hotkeys" else { return false }
            return (try? Wallet(folder: "wallets", name: parts[1]).path(of: parts[3])) == path
        default:
            return false
        }
    }
}
