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

extension Withdrawal {
    /// The length of an identifier: a chain knows a payment by it, and takes no longer one.
    package static let identifierBytes = 1...128

    /// Whether a text can be an identifier: one that is empty would tell no payment from another.
    package static func isIdentifier(_ id: String) -> Bool { identifierBytes.contains(id.utf8.count) }
}

extension Records {
    /// Takes an amount out of its account, to be sent; the same identifier a second time changes nothing.
    ///
    /// It is on the disk when this returns, also if the power fails then: what is sent must not be forgotten.
    ///
    /// - Parameter withdrawal: What is to leave.
    /// - Throws: `RecordsError.Code.invalid` for an identifier that is empty or too long, `Ledger.Refusal` when the account
    ///   does not hold so much or the identifier is another withdrawal's.
    package func withdraw(_ withdrawal: Withdrawal) async throws {
        let at = milliseconds()
        try await writeDurably { db in try Self.withdraw(withdrawal, at: at, in: db) }
    }

    /// Takes an amount out of its account, to be sent, unless that was noted before.
    ///
    /// What was noted before is a withdrawal of this identifier; without an identifier, one of the same kind, account and
    /// amount that was not seen on the chain yet: whoever asks again after a crash means that one.
    ///
    /// - Parameters:
    ///   - kind: Where it goes.
    ///   - coldkey: The coldkey that gets it; empty when it is burned.
    ///   - rao: How much, in rao; nil: all that there is.
    ///   - id: The identifier; nil: one that nobody has.
    ///   - reason: Why, in the operator's words.
    /// - Returns: What is to leave, or has left.
    /// - Throws: As for a withdrawal that was made before.
    package func withdraw(
        _ kind: Withdrawal.Kind,
        to coldkey: String,
        rao: UInt64?,
        id: String?,
        reason: String
    ) async throws -> Withdrawal {
        let at = milliseconds()
        return try await writeDurably { db in
            let known = try Self.withdrawals(isOpen: false, in: db)
            let isSame: (Withdrawal) -> Bool = { other in
                other.kind == kind && other.coldkey == coldkey && (rao == nil || other.rao == rao)
            }
            if let id, let earlier = known.first(where: { $0.id == id }) {
                guard isSame(earlier) else { throw Ledger.Refusal.keyTaken(id) }
                return earlier
            }
            if id == nil, let open = known.first(where: { $0.block == nil && isSame($0) }) { return open }
            let account: LedgerAccount = kind == .burn ? .income : .available(coldkey: coldkey)
            let held = try Int64.fetchOne(
                db,
                sql: "SELECT rao FROM ledger_balances WHERE account = ?",
                arguments: [account.text]
            )
            let amount = rao ?? UInt64(max(0, held ?? 0))
            guard amount > 0 else { throw Ledger.Refusal.insufficient(account, holds: held ?? 0, needs: 1) }
            let names = Set(known.map(\.id))
            let free = ((known.count + 1)...).lazy.map { "\(kind.rawValue)-\($0)" }.first { !names.contains($0) }
            let withdrawal = Withdrawal(
                id: id ?? free ?? "",
                kind: kind,
                coldkey: coldkey,
                rao: amount,
                reason: reason
            )
            try Self.withdraw(withdrawal, at: at, in: db)
            return withdrawal
        }
    }

    private static func withdraw(_ withdrawal: Withdrawal, at milliseconds: Int64, in db: Database) throws {
        guard Withdrawal.isIdentifier(withdrawal.id) else {
            throw RecordsError(.invalid, "the identifier of a withdrawal has 1 to 128 bytes")
        }
        let rao = try Stored.column(withdrawal.rao)
        let entry: LedgerEntry =
            withdrawal.kind == .burn
            ? .burn(rao, id: withdrawal.id) : .refund(rao, id: withdrawal.id, coldkey: withdrawal.coldkey)
        guard try post(entry, at: milliseconds, in: db) else { return }
        guard try !withdrawals(isOpen: false, in: db).contains(where: { $0.id == withdrawal.id }) else {
            throw Ledger.Refusal.keyTaken(withdrawal.id)
        }
        try db.execute(
            sql: "INSERT INTO withdrawals (id, kind, account, rao, reason) VALUES (?, ?, ?, ?, ?)",
            arguments: [withdrawal.id, withdrawal.kind.rawValue, withdrawal.coldkey, rao, withdrawal.reason]
        )
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
        try await pool.read { db in try Self.withdrawals(isOpen: isOpen, in: db) }
    }

    private static func withdrawals(isOpen: Bool, in db: Database) throws -> [Withdrawal] {
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
