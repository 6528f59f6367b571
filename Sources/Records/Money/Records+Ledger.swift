import GRDB
package import Rules

extension Records {
    /// Returns what accounts hold, in rao; accounts that were never touched are missing.
    package func balances() async throws -> [LedgerAccount: Int64] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT account, rao FROM ledger_balances").reduce(into: [:]) {
                $0[try Self.account($1[0])] = $1[1]
            }
        }
    }

    /// Builds the ledger again from all entries.
    ///
    /// - Returns: A ledger whose balances are those that are stored.
    /// - Throws: `RecordsError.Code.invalid` when an entry does not hold, or a stored balance is another.
    package func auditedLedger() async throws -> Ledger {
        try await pool.read { db in
            var ledger = Ledger()
            for entry in try Self.entries(in: db) {
                do {
                    try ledger.post(entry)
                } catch {
                    throw RecordsError(.invalid, "the ledger does not hold: \(error)")
                }
            }
            let stored = try Row.fetchAll(db, sql: "SELECT account, rao FROM ledger_balances")
            for row in stored {
                let account = try Self.account(row[0])
                guard ledger[account] == row[1] else {
                    throw RecordsError(.invalid, "the account \(account.text) does not hold what its entries say")
                }
            }
            guard ledger.sum == 0, Set(try stored.map { try Self.account($0[0]) }) == Set(ledger.balances.keys) else {
                throw RecordsError(.invalid, "the ledger does not sum to zero")
            }
            return ledger
        }
    }

    /// Returns the newest entries that touch a coldkey, or any, newest first.
    ///
    /// - Parameters:
    ///   - coldkey: The coldkey; nil: everybody's.
    ///   - limit: How many entries to return at most.
    /// - Returns: The entries.
    /// - Throws: `RecordsError.Code.invalid` for a row that is no entry.
    package func ledgerEntries(of coldkey: String? = nil, limit: Int) async throws -> [LedgerEntry] {
        try await pool.read { db in
            let accounts = coldkey.map { [LedgerAccount.available(coldkey: $0), .reserved(coldkey: $0)] } ?? []
            let entries = try Self.entries(in: db).reversed()
            let own = entries.filter { entry in
                accounts.isEmpty || entry.lines.contains { accounts.contains($0.account) }
            }
            return Array(own.prefix(limit))
        }
    }

    /// Enters something that happened; the same thing a second time changes nothing.
    @discardableResult
    static func post(_ entry: LedgerEntry, at milliseconds: Int64, in db: Database) throws -> Bool {
        if let earlier = try self.entry(entry.key, in: db) {
            guard earlier == entry else { throw Ledger.Refusal.keyTaken(entry.key) }
            return false
        }
        let lines = try Ledger.checked(entry)
        try db.execute(
            sql: "INSERT INTO ledger_entries (key, kind, at) VALUES (?, ?, ?)",
            arguments: [entry.key, entry.kind.rawValue, milliseconds]
        )
        let sequence = db.lastInsertedRowID
        for (number, line) in lines.enumerated() {
            let account = line.account.text
            let held = try Int64.fetchOne(
                db,
                sql: "SELECT rao FROM ledger_balances WHERE account = ?",
                arguments: [account]
            )
            try db.execute(
                sql: "INSERT INTO ledger_lines (entry, line, account, rao) VALUES (?, ?, ?, ?)",
                arguments: [sequence, number, account, line.rao]
            )
            try db.execute(
                sql: """
                    INSERT INTO ledger_balances (account, rao) VALUES (?, ?)
                    ON CONFLICT (account) DO UPDATE SET rao = excluded.rao
                    """,
                arguments: [account, try Ledger.balance(held ?? 0, line)]
            )
        }
        return true
    }

    private static func entry(_ key: String, in db: Database) throws -> LedgerEntry? {
        try entries(in: db, sql: "WHERE e.key = ?", arguments: [key]).first
    }

    private static func entries(
        in db: Database,
        sql condition: String = "",
        arguments: StatementArguments = []
    ) throws -> [LedgerEntry] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.sequence, e.key, e.kind, l.account, l.rao
                FROM ledger_entries e JOIN ledger_lines l ON l.entry = e.sequence \(condition)
                ORDER BY e.sequence, l.line
                """,
            arguments: arguments
        )
        var entries: [LedgerEntry] = []
        var last: Int64?
        for row in rows {
            let line = LedgerEntry.Line(account: try account(row[3]), rao: row[4])
            if row[0] == last, let entry = entries.popLast() {
                entries.append(LedgerEntry(key: entry.key, kind: entry.kind, lines: entry.lines + [line]))
            } else {
                entries.append(LedgerEntry(key: row[1], kind: try Stored.choice(row[2]), lines: [line]))
            }
            last = row[0]
        }
        return entries
    }

    static func account(_ text: String) throws -> LedgerAccount {
        guard let account = LedgerAccount(text) else { throw RecordsError(.invalid, "'\(text)' is no account") }
        return account
    }
}
