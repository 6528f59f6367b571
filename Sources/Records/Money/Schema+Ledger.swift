extension Schema {
    /// Participation fees: entries whose lines sum to zero, and what follows from them.
    static let ledger = """
        CREATE TABLE ledger_entries (
            sequence INTEGER PRIMARY KEY NOT NULL,
            key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE ledger_lines (
            entry INTEGER NOT NULL REFERENCES ledger_entries (sequence),
            line INTEGER NOT NULL,
            account TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao <> 0),
            PRIMARY KEY (entry, line)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ledger_lines_by_account ON ledger_lines (account);
        CREATE TRIGGER ledger_entries_are_never_changed BEFORE UPDATE ON ledger_entries
        BEGIN
            SELECT RAISE(ABORT, 'the ledger is append-only');
        END;
        CREATE TRIGGER ledger_entries_are_never_deleted BEFORE DELETE ON ledger_entries
        BEGIN
            SELECT RAISE(ABORT, 'the ledger is append-only');
        END;
        CREATE TRIGGER ledger_lines_are_never_changed BEFORE UPDATE ON ledger_lines
        BEGIN
            SELECT RAISE(ABORT, 'the ledger is append-only');
        END;
        CREATE TRIGGER ledger_lines_are_never_deleted BEFORE DELETE ON ledger_lines
        BEGIN
            SELECT RAISE(ABORT, 'the ledger is append-only');
        END;
        CREATE TABLE ledger_balances (
            account TEXT PRIMARY KEY NOT NULL,
            rao INTEGER NOT NULL CHECK (rao >= 0 OR account = 'network')
        ) STRICT;
        CREATE TABLE participation_fees (
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            hotkey TEXT NOT NULL,
            coldkey TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao > 0),
            state TEXT NOT NULL CHECK (state IN ('reserved', 'captured', 'released')),
            times INTEGER NOT NULL DEFAULT 1,
            PRIMARY KEY (tournament, hotkey)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE withdrawals (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('refund', 'burn')),
            account TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao > 0),
            reason TEXT NOT NULL,
            block INTEGER
        ) STRICT;
        """
}
