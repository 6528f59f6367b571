import FoundationEssentials
import GRDB
import Rules

extension LocalChain {
    /// Writes block 0: the facts, and the validator as uid 1.
    static func store(_ genesis: Genesis, seed: Data, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO genesis (id, created_at, block_seconds, tempo_blocks, emission, validator, seed)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64((genesis.createdAt.timeIntervalSince1970 * 1000).rounded()), genesis.blockTime.value,
                genesis.tempoBlocks, Int64(genesis.emissionRao), genesis.validator.text, seed,
            ]
        )
        try db.execute(sql: "INSERT INTO head (id, block, settled) VALUES (1, 0, 0)")
        try db.execute(
            sql: "INSERT INTO neurons (uid, hotkey, stake, registered_at) VALUES (?, ?, 0, 0)",
            arguments: [Int64(burnUID) + 1, genesis.validator.text]
        )
    }

    /// Reads the facts of block 0, or nil when the file holds no chain.
    static func fetchGenesis(in db: Database) throws -> (Genesis, seed: Data)? {
        try Row.fetchOne(
            db,
            sql: "SELECT created_at, block_seconds, tempo_blocks, emission, validator, seed FROM genesis"
        ).map { row in
            let milliseconds: Int64 = row[0]
            let emission: Int64 = row[3]
            let genesis = Genesis(
                createdAt: Date(timeIntervalSince1970: Double(milliseconds) / 1000),
                blockTime: Seconds(row[1]),
                tempoBlocks: row[2],
                emissionRao: UInt64(emission),
                validator: try hotkey(row[4])
            )
            return (genesis, row[5])
        }
    }

    static func hotkey(_ text: String) throws -> Hotkey {
        if let hotkey = Hotkey(text) { return hotkey }
        guard text.utf8.count != 64 else {
            throw ChainError(
                .unavailable,
                "this arena was made with Ed25519 keys, which cannot be carried over; begin a new one in another folder"
            )
        }
        throw ChainError(.unavailable, "'\(text)' is not a hotkey")
    }
}
