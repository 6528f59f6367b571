import GRDB
import Rules

extension LocalChain {
    /// How many tempo boundaries one transaction settles at most.
    ///
    /// A chain that nobody looked at for a long time catches up over several calls, so that none holds the file for long.
    private static var boundariesPerTransaction: UInt64 { 2_000 }

    /// Returns what was paid after a block, by block and uid.
    ///
    /// While the chain is catching up, the answer is complete to an earlier block than the newest.
    package func payouts(after block: UInt64) async throws -> Payouts {
        try await pool.write { db in
            let current = try self.advance(db)
            let settled = try UInt64.fetchOne(db, sql: "SELECT settled FROM head") ?? 0
            let through = settled + self.genesis.tempo > current ? current : settled
            let payments = try Row.fetchAll(
                db,
                sql: """
                    SELECT block, uid, hotkey, rao FROM payouts
                    WHERE block > ? AND block <= ? ORDER BY block, uid
                    """,
                arguments: [Int64(clamping: block), Int64(clamping: through)]
            ).map { row in
                let hotkey: String? = row[2]
                return Payment(block: row[0], uid: row[1], hotkey: try hotkey.map(Self.hotkey), rao: row[3])
            }
            return Payouts(payments: payments, through: through)
        }
    }

    /// Pays every tempo that has ended by a block and was not paid yet.
    func settle(through block: UInt64, in db: Database) throws {
        let settled = try UInt64.fetchOne(db, sql: "SELECT settled FROM head") ?? 0
        let due = (block - settled) / genesis.tempo
        guard due > 0 else { return }
        let last = settled + min(due, Self.boundariesPerTransaction) * genesis.tempo
        for boundary in stride(from: settled + genesis.tempo, through: last, by: genesis.tempoBlocks) {
            try pay(at: boundary, in: db)
        }
        try db.execute(sql: "UPDATE head SET settled = ?", arguments: [Int64(clamping: last)])
    }

    /// Splits one tempo's emission by the weights in force; what nobody has a weight for is burned.
    private func pay(at boundary: UInt64, in db: Database) throws {
        let weights = try Self.weights(before: boundary, in: db)
        let parts = Payout.split(emission: genesis.emissionRao, weights: weights, burn: Self.burnUID)
        for (uid, rao) in parts where rao > 0 {
            try db.execute(
                sql: """
                    INSERT INTO payouts (block, uid, hotkey, rao)
                    VALUES (?, ?, (SELECT hotkey FROM neurons WHERE uid = ?), ?)
                    """,
                arguments: [Int64(clamping: boundary), Int64(uid), Int64(uid), Int64(clamping: rao)]
            )
            try db.execute(
                sql: "UPDATE neurons SET stake = MIN(stake + ?, 9223372036854775807) WHERE uid = ?",
                arguments: [Int64(clamping: rao), Int64(uid)]
            )
        }
    }
}
