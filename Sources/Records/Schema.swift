import GRDB

/// The tables of the records and how they came to be.
///
/// Migrations are append-only: a released one is never edited, a change is a new one after it. Times are milliseconds
/// since 1970, blocks are block numbers, tokens are UUIDs.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: submissions") { try $0.execute(sql: submissions) }
        migrator.registerMigration("1: judging") { try $0.execute(sql: judging) }
        migrator.registerMigration("1: board") { try $0.execute(sql: board) }
        migrator.registerMigration("1: events") { try $0.execute(sql: events) }
        migrator.registerMigration("2: copies") { try $0.execute(sql: copies) }
        migrator.registerMigration("2: burn") { try $0.execute(sql: burn) }
        migrator.registerMigration("4: matches") { try $0.execute(sql: matches) }
        migrator.registerMigration("3: evidence") { try $0.execute(sql: evidence) }
        migrator.registerMigration("5: events by subject") { try $0.execute(sql: eventsBySubject) }
        migrator.registerMigration("6: tournaments") { try $0.execute(sql: tournaments) }
        migrator.registerMigration("6: ledger") { try $0.execute(sql: ledger) }
        migrator.registerMigration("7: standings") { try $0.execute(sql: standings) }
        migrator.registerMigration("8: weights sent") { try $0.execute(sql: weightsSent) }
        migrator.registerMigration("9: totals") { try $0.execute(sql: totals) }
        migrator.registerMigration("10: endpoint answers") { try $0.execute(sql: endpointAnswers) }
        migrator.registerMigration("11: weights attempts") { try $0.execute(sql: weightsAttempts) }
        migrator.registerMigration("11: submission fees") { try $0.execute(sql: submissionFees) }
        return migrator
    }

    /// The fee of each submission; the amounts are in the ledger.
    private static let submissionFees = """
        CREATE TABLE submission_fees (
            submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
            coldkey TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao > 0),
            state TEXT NOT NULL CHECK (state IN ('reserved', 'captured', 'released'))
        ) STRICT, WITHOUT ROWID;
        """

    /// Every setting of weights, written down before it is tried: a row is `begun`, then `failed` or `set`.
    private static let weightsAttempts = """
        CREATE TABLE weights_attempts (
            sequence INTEGER PRIMARY KEY NOT NULL,
            block INTEGER NOT NULL,
            weights TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('begun', 'failed', 'set')),
            failures INTEGER NOT NULL,
            error TEXT
        ) STRICT;
        CREATE INDEX weights_attempts_by_state ON weights_attempts (state, sequence);
        """

    private static let submissions = """
        CREATE TABLE submissions (
            id TEXT PRIMARY KEY NOT NULL,
            sequence INTEGER NOT NULL UNIQUE,
            hotkey TEXT NOT NULL,
            code_hash TEXT NOT NULL,
            url TEXT NOT NULL,
            committed_at INTEGER NOT NULL,
            reveal_block INTEGER NOT NULL,
            reveal_index INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('revealed', 'fetched', 'rejected', 'queued', 'judged')),
            code BLOB,
            code_error TEXT,
            code_sentence TEXT,
            created INTEGER NOT NULL,
            UNIQUE (hotkey, reveal_block, reveal_index)
        ) STRICT;
        CREATE INDEX submissions_by_state ON submissions (state, reveal_block, reveal_index);
        CREATE TABLE cursor (
            name TEXT PRIMARY KEY NOT NULL,
            block INTEGER NOT NULL
        ) STRICT;
        """

    private static let judging = """
        CREATE TABLE epochs (
            id INTEGER PRIMARY KEY NOT NULL,
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            beacon_block INTEGER NOT NULL,
            beacon_hash BLOB NOT NULL,
            opened_at INTEGER NOT NULL,
            closed_at INTEGER
        ) STRICT;
        CREATE TABLE evaluations (
            id TEXT PRIMARY KEY NOT NULL,
            submission_id TEXT NOT NULL UNIQUE REFERENCES submissions (id),
            epoch_id INTEGER NOT NULL REFERENCES epochs (id),
            preset_name TEXT NOT NULL,
            preset_hash TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done')),
            attempts INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX evaluations_by_state ON evaluations (state);
        CREATE INDEX evaluations_by_epoch ON evaluations (epoch_id);
        CREATE TABLE executions (
            id TEXT PRIMARY KEY NOT NULL,
            evaluation_id TEXT NOT NULL REFERENCES evaluations (id),
            directory TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('started', 'finished', 'lost')),
            started INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX executions_one_started ON executions (evaluation_id) WHERE state = 'started';
        CREATE TABLE verdicts (
            evaluation_id TEXT PRIMARY KEY NOT NULL REFERENCES evaluations (id),
            sequence INTEGER NOT NULL UNIQUE,
            outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'rejected', 'failed')),
            class TEXT CHECK (class IN ('competitor', 'infrastructure', 'task')),
            code TEXT NOT NULL,
            sentence TEXT NOT NULL,
            numbers TEXT NOT NULL,
            score REAL,
            tps REAL,
            mfu REAL,
            accepted_at INTEGER NOT NULL,
            execution_id TEXT NOT NULL REFERENCES executions (id),
            CHECK ((outcome = 'accepted') = (score IS NOT NULL))
        ) STRICT;
        CREATE TABLE runs (
            evaluation_id TEXT NOT NULL REFERENCES evaluations (id),
            idx INTEGER NOT NULL,
            nanoseconds INTEGER,
            tokens INTEGER,
            outcome TEXT NOT NULL,
            statistics TEXT NOT NULL,
            PRIMARY KEY (evaluation_id, idx)
        ) STRICT;
        """

    private static let board = """
        CREATE TABLE crowns (
            sequence INTEGER PRIMARY KEY NOT NULL,
            submission_id TEXT NOT NULL REFERENCES submissions (id),
            score REAL NOT NULL,
            beaten_score REAL,
            at_block INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE weights_set (
            sequence INTEGER PRIMARY KEY NOT NULL,
            block INTEGER NOT NULL,
            uid INTEGER NOT NULL,
            hotkey TEXT
        ) STRICT;
        """

    private static let events = """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            details TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN
            SELECT RAISE(ABORT, 'events are append-only');
        END;
        CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
        BEGIN
            SELECT RAISE(ABORT, 'events are append-only');
        END;
        """

    private static let copies = """
        CREATE TABLE fingerprints (
            submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
            exact TEXT NOT NULL,
            normalised TEXT NOT NULL,
            structure TEXT NOT NULL
        ) STRICT;
        CREATE INDEX fingerprints_exact ON fingerprints (exact);
        CREATE INDEX fingerprints_normalised ON fingerprints (normalised);
        CREATE INDEX fingerprints_structure ON fingerprints (structure);
        CREATE INDEX submissions_by_hotkey ON submissions (hotkey, reveal_block, reveal_index);
        """

    private static let evidence = """
        CREATE TABLE evidence (
            sequence INTEGER PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
        BEGIN
            SELECT RAISE(ABORT, 'evidence is append-only');
        END;
        CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
        BEGIN
            SELECT RAISE(ABORT, 'evidence is append-only');
        END;
        """

    private static let eventsBySubject = """
        CREATE INDEX events_by_subject ON events (subject, sequence);
        """

    /// Every accepted submission in the order of its board, and which of them is its hotkey's best.
    ///
    /// The index by score has everything that the published board shows, so that nothing else is read for it.
    private static let standings = """
        CREATE TABLE standings (
            submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
            preset_hash TEXT NOT NULL,
            hotkey TEXT NOT NULL,
            score REAL NOT NULL,
            reveal_block INTEGER NOT NULL,
            reveal_index INTEGER NOT NULL,
            arrived INTEGER NOT NULL,
            is_best INTEGER NOT NULL CHECK (is_best IN (0, 1))
        ) STRICT, WITHOUT ROWID;
        INSERT INTO standings
            SELECT submissions.id, preset_hash, hotkey, score, reveal_block, reveal_index, created,
                ROW_NUMBER() OVER (
                    PARTITION BY preset_hash, hotkey ORDER BY score DESC, reveal_block, reveal_index
                ) = 1
            FROM verdicts
            JOIN evaluations ON evaluations.id = evaluation_id
            JOIN submissions ON submissions.id = submission_id
            WHERE outcome = 'accepted';
        CREATE INDEX standings_by_score ON standings
            (preset_hash, score DESC, reveal_block, reveal_index, hotkey, arrived);
        CREATE INDEX standings_best ON standings (preset_hash, score DESC, reveal_block, reveal_index)
            WHERE is_best = 1;
        CREATE UNIQUE INDEX standings_one_best ON standings (preset_hash, hotkey) WHERE is_best = 1;
        """

    private static let burn = """
        ALTER TABLE weights_set ADD COLUMN burn_share REAL NOT NULL DEFAULT 0;
        """

    private static let matches = """
        CREATE TABLE matches (
            sequence INTEGER PRIMARY KEY NOT NULL,
            id TEXT NOT NULL UNIQUE,
            number INTEGER,
            preset_hash TEXT NOT NULL,
            challenger TEXT NOT NULL UNIQUE REFERENCES submissions (id),
            champion TEXT NOT NULL REFERENCES submissions (id),
            error_share REAL NOT NULL,
            secret BLOB NOT NULL CHECK (length(secret) = 32),
            beacon_block INTEGER NOT NULL,
            beacon_hash BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done')),
            attempts INTEGER NOT NULL DEFAULT 0,
            ending TEXT CHECK (ending IN ('crowned', 'futile', 'exhausted', 'forfeited', 'inherited', 'failed')),
            ancestor TEXT REFERENCES submissions (id),
            code TEXT,
            sentence TEXT,
            evidence REAL,
            evidence_against REAL,
            pairs TEXT NOT NULL DEFAULT '[]',
            pair_count INTEGER NOT NULL DEFAULT 0,
            execution_id TEXT,
            opened_at INTEGER NOT NULL,
            ended_at INTEGER,
            UNIQUE (preset_hash, number),
            CHECK ((state = 'done') = (ending IS NOT NULL)),
            CHECK ((ending IS 'inherited') = (number IS NULL))
        ) STRICT;
        CREATE INDEX matches_by_state ON matches (state, preset_hash);
        CREATE TABLE match_executions (
            id TEXT PRIMARY KEY NOT NULL,
            match_id TEXT NOT NULL REFERENCES matches (id),
            directory TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('started', 'finished', 'lost')),
            started INTEGER NOT NULL,
            ended INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX match_executions_one_started ON match_executions (match_id) WHERE state = 'started';
        CREATE INDEX verdicts_accepted ON verdicts (score) WHERE outcome = 'accepted';
        """
}
