import GRDB
import Rules

/// A payment to the arena that was found on the chain.
package struct Deposit: Sendable, Hashable {
    /// Who paid.
    package let coldkey: String
    /// How much, in rao.
    package let rao: UInt64
    /// The block that it is in.
    package let block: UInt64
    /// Its place in the block.
    package let index: Int

    /// Describes a payment.
    ///
    /// - Parameters:
    ///   - coldkey: Who paid.
    ///   - rao: How much, in rao.
    ///   - block: The block that it is in.
    ///   - index: Its place in the block.
    package init(coldkey: String, rao: UInt64, block: UInt64, index: Int) {
        self.coldkey = coldkey
        self.rao = rao
        self.block = block
        self.index = index
    }
}

extension Records {
    private static var depositCursor: String { "deposits" }

    /// Credits payments that were found on the chain; one that was found before is not credited again.
    ///
    /// - Parameters:
    ///   - deposits: The payments, in any order. Those of nothing are left out.
    ///   - block: The block before which there are no others; it never goes back.
    /// - Returns: How many were new.
    /// - Throws: `Ledger.Refusal.keyTaken` when another payment was found at the same place: the chain is another one.
    @discardableResult
    package func credit(_ deposits: [Deposit], next block: UInt64) async throws -> Int {
        let at = milliseconds()
        return try await pool.write { db in
            var new = 0
            for deposit in deposits where deposit.rao > 0 {
                let entry = LedgerEntry.deposit(
                    try Stored.column(deposit.rao),
                    coldkey: deposit.coldkey,
                    block: deposit.block,
                    index: deposit.index
                )
                new += try Self.post(entry, at: at, in: db) ? 1 : 0
            }
            try db.execute(
                sql: """
                    INSERT INTO cursor (name, block) VALUES (?, ?)
                    ON CONFLICT (name) DO UPDATE SET block = MAX(block, excluded.block)
                    """,
                arguments: [Self.depositCursor, try Stored.column(block)]
            )
            return new
        }
    }

    /// Returns the first block in which payments were not looked for yet.
    package func nextDepositBlock() async throws -> UInt64 {
        try await pool.read { db in
            try UInt64.fetchOne(db, sql: "SELECT block FROM cursor WHERE name = ?", arguments: [Self.depositCursor])
                ?? 0
        }
    }
}
