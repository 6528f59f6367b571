import GRDB
import Rules

/// An amount that leaves the arena: noted first, then sent under its identifier, then seen on the chain.
package struct Withdrawal: Sendable, Hashable {
    /// Where it goes.
    package enum Kind: String, Sendable, Hashable {
        /// Back to a coldkey.
        case refund
        /// Where nobody can spend it.
        case burn
    }

    /// The identifier under which it is sent, once.
    package let id: String
    /// Where it goes.
    package let kind: Kind
    /// The coldkey that gets it; empty when it is burned.
    package let coldkey: String
    /// How much, in rao.
    package let rao: UInt64
    /// Why, in the operator's words.
    package let reason: String
    /// The block in which it was sent; nil: not seen there yet.
    package let block: UInt64?

    /// Describes an amount that is to leave.
    ///
    /// - Parameters:
    ///   - id: The identifier under which it is sent, once.
    ///   - kind: Where it goes.
    ///   - coldkey: The coldkey that gets it; empty when it is burned.
    ///   - rao: How much, in rao.
    ///   - reason: Why, in the operator's words.
    ///   - block: The block in which it was sent; nil: not seen there yet.
    package init(id: String, kind: Kind, coldkey: String, rao: UInt64, reason: String, block: UInt64? = nil) {
        self.id = id
        self.kind = kind
        self.coldkey = coldkey
        self.rao = rao
        self.reason = reason
        self.block = block
    }
}

extension Records {
    /// Takes an amount out of its account, to be sent; the same identifier a second time changes nothing.
    ///
    /// - Parameter withdrawal: What is to leave.
    /// - Throws: `Ledger.Refusal` when the account does not hold so much.
    package func withdraw(_ withdrawal: Withdrawal) async throws {
        let at = milliseconds()
        try await pool.write { db in
            let rao = try Stored.column(withdrawal.rao)
            let entry: LedgerEntry =
                withdrawal.kind == .burn
                ? .burn(rao, id: withdrawal.id) : .refund(rao, id: withdrawal.id, coldkey: withdrawal.coldkey)
            guard try Self.post(entry, at: at, in: db) else { return }
            try db.execute(
                sql: "INSERT INTO withdrawals (id, kind, account, rao, reason) VALUES (?, ?, ?, ?, ?)",
                arguments: [withdrawal.id, withdrawal.kind.rawValue, withdrawal.coldkey, rao, withdrawal.reason]
            )
        }
    }

    /// Notes that the chain has carried out what was to leave; a second time changes nothing.
    ///
    /// - Parameters:
    ///   - withdrawal: What has left.
    ///   - block: The block in which it did.
    /// - Throws: `DatabaseError`.
    package func confirm(_ withdrawal: Withdrawal, block: UInt64) async throws {
        let at = milliseconds()
        try await pool.write { db in
            let rao = try Stored.column(withdrawal.rao)
            let entry: LedgerEntry =
                withdrawal.kind == .burn ? .burnt(rao, id: withdrawal.id) : .refunded(rao, id: withdrawal.id)
            try Self.post(entry, at: at, in: db)
            try db.execute(
                sql: "UPDATE withdrawals SET block = ? WHERE id = ? AND block IS NULL",
                arguments: [try Stored.column(block), withdrawal.id]
            )
        }
    }

    /// Returns what has left or is to leave, in the order of identifiers.
    ///
    /// - Parameter isOpen: Whether only what was not seen on the chain yet is returned.
    /// - Returns: The withdrawals.
    /// - Throws: `DatabaseError`.
    package func withdrawals(isOpen: Bool = false) async throws -> [Withdrawal] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, kind, account, rao, reason, block FROM withdrawals
                    WHERE block IS NULL OR ? = 0 ORDER BY id
                    """,
                arguments: [isOpen]
            ).map {
                Withdrawal(
                    id: $0[0],
                    kind: try Stored.choice($0[1]),
                    coldkey: $0[2],
                    rao: try Stored.unsigned($0[3]),
                    reason: $0[4],
                    block: $0[5]
                )
            }
        }
    }
}
