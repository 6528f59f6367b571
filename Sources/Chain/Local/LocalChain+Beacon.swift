import FoundationEssentials
import GRDB
import Substrate

extension LocalChain {
    /// Returns the file beside a database that its chain's secret is made of: 32 random bytes, mode 0600.
    package static func keyFile(of path: String) -> String { "\(path).key" }

    private static let keyBytes = 32

    /// Reads a chain's beacon; a chain that has none yet gets one.
    ///
    /// The key file is on the disk before the chain knows of the beacon.
    ///
    /// - Throws: `ChainError.Code.unavailable` when the key file is missing, damaged or another chain's.
    static func beacon(of genesis: Genesis, seed: Data, at path: String, in pool: DatabasePool) throws -> LocalBeacon {
        guard let known = try pool.read(publicKey) else {
            let made = try LocalBeacon(secret: makeKeyFile(of: path), seed: seed, genesis: genesis)
            try pool.write { db in
                try db.execute(
                    sql: "INSERT INTO beacon (id, public_key) VALUES (1, ?) ON CONFLICT (id) DO NOTHING",
                    arguments: [made.publicKey]
                )
            }
            return made
        }
        let beacon = try LocalBeacon(secret: readKeyFile(of: path), seed: seed, genesis: genesis)
        guard beacon.publicKey == known else { throw keyFailure(path, "it belongs to another chain") }
        return beacon
    }

    private static func publicKey(in db: Database) throws -> Data? {
        try Data.fetchOne(db, sql: "SELECT public_key FROM beacon")
    }

    /// Makes the key file, unless it is there: a process that was killed, or one that was quicker, has left it.
    private static func makeKeyFile(of path: String) throws -> SecretBytes {
        do {
            try PrivateFile.write(try SecretBytes.random(keyBytes), to: keyFile(of: path))
        } catch let error as ChainError where error.code == .walletExists {
            // It is read below.
        }
        return try readKeyFile(of: path)
    }

    private static func readKeyFile(of path: String) throws -> SecretBytes {
        let secret: SecretBytes
        do {
            secret = try PrivateFile.read(keyFile(of: path))
        } catch let error as ChainError {
            throw keyFailure(path, error.message, cause: error)
        }
        guard secret.count == keyBytes else { throw keyFailure(path, "it has \(secret.count) bytes, not \(keyBytes)") }
        return secret
    }

    private static func keyFailure(_ path: String, _ reason: String, cause: (any Error)? = nil) -> ChainError {
        ChainError(
            .unavailable,
            "the key file \(keyFile(of: path)) cannot be used: \(reason); without it nothing that is sealed on this chain "
                + "can be revealed, so restore it from a backup",
            cause: cause
        )
    }
}
