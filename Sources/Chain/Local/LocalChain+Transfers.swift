import GRDB
package import Rules

extension LocalChain: Treasury {
    /// Returns the payments to an account from a block on, as far as blocks are complete.
    package func transfers(to account: Hotkey, from block: UInt64) async throws -> Transfers {
        try await pool.write { db in
            // The newest block can still get payments until the next one happens.
            let current = try self.advance(db)
            let transfers = try Row.fetchAll(
                db,
                sql: """
                    SELECT block, idx, sender, receiver, rao, reference FROM transfers
                    WHERE receiver = ? AND block >= ? AND block < ? ORDER BY block, idx
                    """,
                arguments: [account.text, Int64(clamping: block), Int64(clamping: current)]
            ).map(Self.transfer)
            return Transfers(transfers: transfers, next: max(block, current))
        }
    }

    /// Pays somebody, once for each reference.
    ///
    /// - Parameters:
    ///   - rao: How much, in rao.
    ///   - account: Who is paid.
    ///   - reference: What the payer calls the payment; without one it is made each time.
    ///   - pair: Who pays.
    /// - Returns: The block that the payment is in.
    /// - Throws: `ChainError.Code.notPermitted` when the account does not hold so much, or another payment has the
    ///   reference.
    package func transfer(
        _ rao: UInt64,
        to account: Hotkey,
        reference: String,
        by pair: HotkeyPair
    ) async throws -> UInt64 {
        let block = try await send(.transfer(to: account, rao: rao, reference: reference), by: pair)
        guard !reference.isEmpty else { return block }
        return try await pool.read { db in
            try Self.transfer(reference, from: pair.hotkey, in: db)?.block ?? block
        }
    }

    /// Returns the payment that an account made under a reference, or nil.
    package func transfer(_ reference: String, from sender: Hotkey) async throws -> Transfer? {
        try await pool.read { db in try Self.transfer(reference, from: sender, in: db) }
    }

    /// Returns the payment to an account at a place, or nil when there is none.
    package func transfer(at place: PaymentPlace, to account: Hotkey) async throws -> Transfer? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT block, idx, sender, receiver, rao, reference FROM transfers
                    WHERE block = ? AND idx = ? AND receiver = ?
                    """,
                arguments: [Int64(clamping: place.block), place.index, account.text]
            ).map(Self.transfer)
        }
    }

    static func carryOut(_ transfer: Transfer, in db: Database) throws {
        guard transfer.rao > 0, transfer.reference.utf8.count <= 128 else {
            throw ChainError(.invalidPayload, "a transfer of \(transfer.rao) rao cannot be made")
        }
        if let earlier = try self.transfer(transfer.reference, from: transfer.from, in: db) {
            guard earlier.to == transfer.to, earlier.rao == transfer.rao else {
                throw ChainError(.notPermitted, "the reference '\(transfer.reference)' is of another transfer")
            }
            return
        }
        try change(transfer.from, by: transfer.rao, isLoss: true, in: db)
        try change(transfer.to, by: transfer.rao, in: db)
        try db.execute(
            sql: """
                INSERT INTO transfers (block, idx, sender, receiver, rao, reference)
                VALUES (?1, (SELECT COALESCE(MAX(idx) + 1, 0) FROM transfers WHERE block = ?1), ?2, ?3, ?4, ?5)
                """,
            arguments: [
                Int64(clamping: transfer.block), transfer.from.text, transfer.to.text, Int64(clamping: transfer.rao),
                transfer.reference.isEmpty ? nil : transfer.reference,
            ]
        )
    }

    private static func transfer(_ reference: String, from sender: Hotkey, in db: Database) throws -> Transfer? {
        guard !reference.isEmpty else { return nil }
        return try Row.fetchOne(
            db,
            sql: """
                SELECT block, idx, sender, receiver, rao, reference FROM transfers
                WHERE sender = ? AND reference = ?
                """,
            arguments: [sender.text, reference]
        ).map(transfer)
    }

    private static func transfer(_ row: Row) throws -> Transfer {
        let reference: String? = row[5]
        return Transfer(
            from: try hotkey(row[2]),
            to: try hotkey(row[3]),
            rao: row[4],
            reference: reference ?? "",
            block: row[0],
            index: row[1]
        )
    }
}
