package import Chain
import Foundation
import Glibc
import Records
package import Rules
package import Sandbox

/// The folder that holds everything of one arena on this machine.
package struct Home: Sendable, Hashable {
    /// The folder's absolute path.
    package let path: String

    package init(_ path: String) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
    }

    package var records: String { "\(path)/records.sqlite" }
    package var chain: String { "\(path)/\(Self.chainName)" }
    /// The log of evidence, which anybody may have a copy of.
    package var evidence: String { "\(path)/\(Self.evidenceName)" }
    package var jobs: String { "\(path)/jobs" }
    package var uploads: String { "\(path)/uploads" }
    package var wallets: WalletFolder { WalletFolder("\(path)/wallets") }
    /// The wallet of competitors who name none.
    package var wallet: Wallet { wallets.wallet(Wallet.defaultName) }

    static let chainName = "chain.sqlite"
    /// The name of the file that the embedded chain's secret is in.
    static let chainKeyName = LocalChain.keyFile(of: chainName)

    /// The name of the log of evidence.
    static let evidenceName = "evidence.jsonl"

    /// The name of the validator's own wallet, whose hotkey has the default name.
    package static let validatorName = "validator"

    private var validatorWallet: Wallet { wallets.wallet(Self.validatorName) }

    /// The names of everything that an arena puts into its folder, but for the lock.
    package static let contents =
        ["records.sqlite", chainName].flatMap { [$0, "\($0)-wal", "\($0)-shm"] }
        + [chainKeyName, "jobs", "uploads", "wallets", "peak.json", evidenceName]
        + [networkName, paymentsName, holdName, lastBlockName]

    /// Takes the folder for one validator, until the answer is let go.
    ///
    /// - Throws: `ArenaError.Code.busy` when another has it.
    package func lock() throws -> Descriptor {
        let lock = try Descriptor(opening: "\(path)/validator.lock", O_RDWR | O_CREAT)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw ArenaError(.busy, "another validator works in \(path)")
        }
        return lock
    }

    /// Takes the folder's tournaments for one director, until the answer is let go.
    ///
    /// - Throws: `ArenaError.Code.busy` when another has them.
    package func lockTournaments() throws -> Descriptor {
        let lock = try Descriptor(opening: "\(path)/tournament.lock", O_RDWR | O_CREAT)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw ArenaError(.busy, "somebody else directs the tournaments in \(path)")
        }
        return lock
    }

    /// Takes the weights of the folder's tournaments for one process, until the answer is let go.
    ///
    /// - Throws: `ArenaError.Code.busy` when another has them.
    package func lockWeights() throws -> Descriptor {
        let lock = try Descriptor(opening: "\(path)/weights.lock", O_RDWR | O_CREAT)
        guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else {
            throw ArenaError(.busy, "somebody else sets the weights of the tournaments in \(path)")
        }
        return lock
    }

    /// Whether another process has taken the folder, told from the kernel's list of locks without touching the lock.
    package var isTaken: Bool {
        var status = stat()
        guard stat("\(path)/validator.lock", &status) == 0,
            let table = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
        else { return false }
        return table.split(separator: "\n").contains { line in
            // 1: FLOCK  ADVISORY  WRITE 4711 fe:00:1311 0 EOF
            let fields = line.split(separator: " ")
            guard fields.count > 5, fields[1] == "FLOCK", fields[3] == "WRITE" else { return false }
            return fields[5].split(separator: ":").last.flatMap { UInt64($0) } == UInt64(status.st_ino)
        }
    }

    /// Whether there is an arena in this folder, with an embedded chain or on a network.
    package var exists: Bool { [chain, networkFile].contains { FileManager.default.fileExists(atPath: $0) } }

    /// Makes the folders, closed to others: seeds and unrevealed code live here.
    package func prepare() throws {
        close()
        for folder in [path, jobs, uploads] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw ArenaError(.unreadable, "cannot make the folder \(folder)")
            }
        }
    }

    /// Closes the folder to others than its owner and its group, unless it is there for other things, too.
    private func close() {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o007 != 0 else { return }
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [""]
        guard exists || found.isEmpty else { return }
        // Whoever does not own it leaves it as it is.
        _ = chmod(path, status.st_mode & 0o7770)
    }

    /// Opens an arena that is there.
    ///
    /// - Returns: The chain, and the key whose weights count on it.
    /// - Throws: `ChainError` when either is damaged or missing.
    package func openExisting() throws -> (chain: LocalChain, validator: HotkeyPair) {
        (try LocalChain.open(at: chain), try validatorWallet.load())
    }

    /// Opens the arena, founding it first when there is none: a validator's hotkey and an embedded chain.
    ///
    /// - Parameters:
    ///   - schedule: The rhythm of a chain that has to be founded.
    ///   - emission: What such a chain pays at the end of each tempo, in rao.
    /// - Returns: The chain, and the key whose weights count on it.
    /// - Throws: `ChainError` when either is damaged or cannot be made, `ArenaError.Code.unreadable` when an arena has lost
    ///   its chain.
    package func openOrFound(schedule: Schedule, emission: UInt64) throws -> (chain: LocalChain, validator: HotkeyPair)
    {
        try requireEmbeddedChain()
        try prepare()
        if exists { return try openExisting() }
        guard !FileManager.default.fileExists(atPath: records) else {
            throw ArenaError(.unreadable, "\(chain) is gone while \(records) is there; restore it from a backup")
        }
        // A wallet without a chain: the arena was being founded when its process was killed.
        let validator = try validatorWallet.hotkeys.isEmpty ? validatorWallet.create() : validatorWallet.load()
        let genesis = Genesis(
            createdAt: Date(),
            blockTime: schedule.blockTime,
            tempoBlocks: schedule.tempoBlocks,
            emissionRao: emission,
            validator: validator.hotkey
        )
        return (try LocalChain.create(at: chain, genesis: genesis), validator)
    }
}
