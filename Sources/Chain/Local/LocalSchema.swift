import GRDB

/// The tables of a local chain.
///
/// Migrations are append-only. Blocks are block numbers, amounts are rao, times are milliseconds since 1970. What is
/// secret lies in the key file beside the database, see `LocalChain.keyFile(of:)`.
enum LocalSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: chain") { try $0.execute(sql: chain) }
        migrator.registerMigration("2: accounts") { try $0.execute(sql: accounts) }
        migrator.registerMigration("7: commitments by nonce") { try $0.execute(sql: commitmentsByNonce) }
        migrator.registerMigration("8: sealed commitments") { try $0.execute(sql: sealedCommitments) }
        return migrator
    }

    private static let accounts = """
        CREATE TABLE accounts (
            account TEXT PRIMARY KEY NOT NULL,
            rao INTEGER NOT NULL CHECK (rao >= 0)
        ) STRICT;
        CREATE TABLE owners (
            hotkey TEXT PRIMARY KEY NOT NULL,
            coldkey TEXT NOT NULL
        ) STRICT;
        CREATE TABLE transfers (
            block INTEGER NOT NULL,
            idx INTEGER NOT NULL,
            sender TEXT NOT NULL,
            receiver TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao > 0),
            reference TEXT,
            PRIMARY KEY (block, idx),
            UNIQUE (sender, reference)
        ) STRICT;
        CREATE INDEX transfers_by_receiver ON transfers (receiver, block);
        """

    /// By which extrinsic a commitment was made; NULL for those from before.
    private static let commitmentsByNonce = """
        ALTER TABLE commitments ADD COLUMN nonce INTEGER;
        CREATE INDEX commitments_by_nonce ON commitments (hotkey, nonce);
        """

    /// Until its reveal block a commitment has `sealed` for the round of that number, and an empty payload.
    ///
    /// Those from before have their payload at once, and no receipt.
    private static let sealedCommitments = """
        CREATE TABLE beacon (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            public_key BLOB NOT NULL CHECK (length(public_key) = 96)
        ) STRICT;
        ALTER TABLE commitments ADD COLUMN sealed BLOB;
        ALTER TABLE commitments ADD COLUMN receipt BLOB;
        CREATE INDEX commitments_sealed ON commitments (reveal_block, sequence) WHERE sealed IS NOT NULL;
        """

    private static let chain = """
        CREATE TABLE genesis (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            created_at INTEGER NOT NULL,
            block_seconds REAL NOT NULL,
            tempo_blocks INTEGER NOT NULL,
            emission INTEGER NOT NULL,
            validator TEXT NOT NULL,
            seed BLOB NOT NULL CHECK (length(seed) = 32)
        ) STRICT;
        CREATE TABLE head (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            block INTEGER NOT NULL,
            settled INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE neurons (
            uid INTEGER PRIMARY KEY NOT NULL,
            hotkey TEXT NOT NULL UNIQUE,
            stake INTEGER NOT NULL,
            registered_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE nonces (
            hotkey TEXT PRIMARY KEY NOT NULL,
            next INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE commitments (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            hotkey TEXT NOT NULL,
            payload BLOB NOT NULL,
            committed_at INTEGER NOT NULL,
            reveal_block INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX commitments_by_reveal ON commitments (reveal_block, sequence);
        CREATE INDEX commitments_by_hotkey ON commitments (hotkey, reveal_block);
        CREATE TABLE weight_sets (
            sequence INTEGER PRIMARY KEY NOT NULL,
            block INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE weights (
            set_sequence INTEGER NOT NULL REFERENCES weight_sets (sequence),
            uid INTEGER NOT NULL,
            weight INTEGER NOT NULL,
            PRIMARY KEY (set_sequence, uid)
        ) STRICT;
        CREATE TABLE payouts (
            block INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            hotkey TEXT,
            rao INTEGER NOT NULL,
            PRIMARY KEY (block, uid)
        ) STRICT;
        """
}
