package import FoundationEssentials
import GRDB
import Rules

extension LocalChain {
    /// Returns the number of the newest block.
    package func currentBlock() async throws -> UInt64 {
        try await pool.write { db in try self.advance(db) }
    }

    /// Returns the hash of a block that has happened.
    package func blockHash(of block: UInt64) async throws -> Data {
        let current = try await currentBlock()
        guard block <= current else {
            throw ChainError(.unknownBlock, "block \(block) has not happened; the newest is \(current)")
        }
        return hash(of: block)
    }

    /// Returns how often the chain pays, and what.
    package func rhythm() async throws -> Rhythm {
        let block = try await currentBlock()
        return Rhythm(
            blockTime: genesis.blockTime,
            tempoBlocks: genesis.tempoBlocks,
            emissionRao: genesis.emissionRao,
            nextPayoutBlock: (block / genesis.tempo + 1) * genesis.tempo
        )
    }

    /// Returns the participants as of the newest block.
    ///
    /// Only the validator of the genesis may set weights.
    package func metagraph() async throws -> Metagraph {
        try await pool.write { db in
            let block = try self.advance(db)
            let neurons = try Row.fetchAll(
                db,
                sql: """
                    SELECT uid, neurons.hotkey, stake, registered_at, coldkey
                    FROM neurons LEFT JOIN owners ON owners.hotkey = neurons.hotkey ORDER BY uid
                    """
            ).map { row in
                let hotkey = try Self.hotkey(row[1])
                return Metagraph.Neuron(
                    uid: row[0],
                    hotkey: hotkey,
                    coldkey: row[4],
                    stakeRao: row[2],
                    registeredAt: row[3],
                    isValidator: hotkey == self.genesis.validator
                )
            }
            return Metagraph(block: block, neurons: neurons, burnUID: Self.burnUID)
        }
    }

    /// Brings the chain to the block of the clock, and pays and reveals what that makes due.
    ///
    /// Every transaction begins with this. The newest block that anybody saw is stored, so that the chain never goes
    /// back, even where a clock does or two processes read theirs in the wrong order.
    ///
    /// Where the file is only read, what is due stays due.
    ///
    /// - Parameter db: A connection inside a write transaction.
    /// - Returns: The number of the newest block.
    /// - Throws: `DatabaseError`.
    func advance(_ db: Database) throws -> UInt64 {
        let seen = try Int64.fetchOne(db, sql: "SELECT block FROM head") ?? 0
        let block = max(UInt64(seen), genesis.block(at: now()))
        if db.configuration.readonly { return block }
        if block > UInt64(seen) {
            try db.execute(sql: "UPDATE head SET block = ?", arguments: [Int64(clamping: block)])
        }
        try settle(through: block, in: db)
        try reveal(through: block, in: db)
        return block
    }
}
