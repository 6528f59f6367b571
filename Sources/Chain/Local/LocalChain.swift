import Crypto
package import FoundationEssentials
import GRDB
import Rules

/// A chain of our own in one SQLite file, for demonstrations, tests and boards without a public network.
///
/// There is no process behind it: block n happens when the clock passes its moment, and whoever looks next does what the
/// block brings. Several processes may open the same file. Every extrinsic is signed and checked.
///
/// What is committed is sealed to the round of a beacon of the chain's own, a round for each block, and only the ciphertext
/// is stored. The beacon's secret is in a file beside the database; whoever can read it can open everything.
///
/// A block's hash is SHA-256 over the chain's random seed and the block's number. On a public chain nobody knows a hash
/// beforehand; here nobody does but those who can read the file.
///
/// ```swift
/// let validator = try Wallet(folder: "wallets").create("validator")
/// let genesis = Genesis(
///     createdAt: Date(), blockTime: Seconds(1), tempoBlocks: 10, emissionRao: 1_000_000_000,
///     validator: validator.hotkey)
/// let chain = try LocalChain.create(at: "chain.sqlite", genesis: genesis)
/// ```
package final class LocalChain: Chain {
    /// The uid whose emission is burned; nobody holds its key.
    package static let burnUID: UInt16 = 0
    /// The most uids that are given out.
    package static let maximumNeurons = 4096

    /// The facts that the chain began with.
    package let genesis: Genesis

    let pool: DatabasePool
    let now: @Sendable () -> Date
    /// What seals and opens; nil where the file is only read.
    let beacon: LocalBeacon?
    private let seed: Data

    private init(
        pool: DatabasePool,
        genesis: Genesis,
        seed: Data,
        beacon: LocalBeacon?,
        now: @escaping @Sendable () -> Date
    ) {
        self.pool = pool
        self.genesis = genesis
        self.seed = seed
        self.beacon = beacon
        self.now = now
    }

    /// Returns the hash of a block, whether it has happened or not.
    func hash(of block: UInt64) -> Data {
        Data(SHA256.hash(data: seed + Extrinsic.bigEndian(block)))
    }

    /// The hash of the first block, which tells this chain from all others.
    package var identity: Data { hash(of: 0) }
}

extension LocalChain {
    /// Begins a new chain.
    ///
    /// - Parameters:
    ///   - path: The file, in a folder that exists.
    ///   - genesis: The facts that it begins with.
    ///   - now: The clock.
    /// - Returns: The chain, which any number of tasks may share.
    /// - Throws: `ChainError` with `alreadyExists` when the file holds a chain, else `unavailable`.
    package static func create(
        at path: String,
        genesis: Genesis,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> LocalChain {
        try genesis.validate()
        var generator = SystemRandomNumberGenerator()
        let seed = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
        let pool = try connect(path)
        try pool.write { db in
            guard try Int.fetchOne(db, sql: "SELECT id FROM genesis") == nil else {
                throw ChainError(.alreadyExists, "there is a chain at \(path) already")
            }
            try store(genesis, seed: seed, in: db)
        }
        let beacon = try beacon(of: genesis, seed: seed, at: path, in: pool)
        return LocalChain(pool: pool, genesis: genesis, seed: seed, beacon: beacon, now: now)
    }

    /// Opens a chain that was created before.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isReadOnly: Whether the file is only looked at: payouts and reveals appear when somebody else has seen to them,
    ///     extrinsics fail, and no key file is needed.
    ///   - now: The clock.
    /// - Returns: The chain, which any number of tasks may share.
    /// - Throws: `ChainError.Code.unavailable` when there is no chain in the file, or its key file cannot be used.
    package static func open(
        at path: String,
        isReadOnly: Bool = false,
        now: @escaping @Sendable () -> Date = { Date() }
    ) throws -> LocalChain {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ChainError(.unavailable, "there is no chain at \(path)")
        }
        let pool = try connect(path, isReadOnly: isReadOnly)
        guard let (genesis, seed) = try pool.read(fetchGenesis) else {
            throw ChainError(.unavailable, "there is no chain in \(path)")
        }
        let beacon = try isReadOnly ? nil : beacon(of: genesis, seed: seed, at: path, in: pool)
        return LocalChain(pool: pool, genesis: genesis, seed: seed, beacon: beacon, now: now)
    }

    /// Waits for what is under way and closes the file.
    package func close() throws {
        try pool.close()
    }

    private static func connect(_ path: String, isReadOnly: Bool = false) throws -> DatabasePool {
        var configuration = GRDB.Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(isReadOnly ? 2 : 10)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            if !isReadOnly {
                // A chain does not forget: what was sent stays sent when the power fails.
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
                try LocalSchema.migrator.migrate(pool)
            }
            return pool
        } catch {
            let reason = (error as? DatabaseError)?.message ?? "\(error)"
            throw ChainError(
                .unavailable,
                "the chain at \(path) cannot be opened: \(reason); a damaged file can be restored from a backup",
                cause: error
            )
        }
    }
}
