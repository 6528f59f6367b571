/// Submissions, copies among them, and what was made known about everything.
extension Schema {
    static let submissions = """
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

    static let copies = """
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

    /// The fee of each submission; the amounts are in the ledger.
    static let submissionFees = """
        CREATE TABLE submission_fees (
            submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
            coldkey TEXT NOT NULL,
            rao INTEGER NOT NULL CHECK (rao > 0),
            state TEXT NOT NULL CHECK (state IN ('reserved', 'captured', 'released'))
        ) STRICT, WITHOUT ROWID;
        """

    static let events = """
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

    static let eventsBySubject = """
        CREATE INDEX events_by_subject ON events (subject, sequence);
        """

    static let evidence = """
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
}
