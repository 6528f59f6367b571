extension Schema {
    /// Tournaments: a plan and a log of events each; everything else of them follows from these two.
    ///
    /// Rounds, tasks and results are written beside the event that made them, so that nothing is made twice.
    static let tournaments = """
        CREATE TABLE tournaments (
            number INTEGER PRIMARY KEY NOT NULL,
            id TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL CHECK (type IN ('text', 'image', 'environment')),
            preset TEXT NOT NULL,
            preset_hash TEXT NOT NULL,
            plan TEXT NOT NULL,
            stage TEXT NOT NULL
                CHECK (stage IN ('scheduled', 'registering', 'drawing', 'playing', 'boss', 'completed', 'cancelled')),
            event_count INTEGER NOT NULL DEFAULT 0,
            completed TEXT,
            created INTEGER NOT NULL,
            CHECK (completed IS NULL OR stage = 'completed')
        ) STRICT;
        CREATE UNIQUE INDEX tournaments_one_open ON tournaments (type) WHERE stage NOT IN ('completed', 'cancelled');
        CREATE TABLE tournament_events (
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN (
                'entered', 'left', 'closed', 'began', 'reported', 'task-failed', 'cancelled', 'waited')),
            hotkey TEXT,
            round INTEGER,
            match INTEGER,
            task INTEGER,
            edition INTEGER,
            attempt INTEGER,
            outcome TEXT CHECK (outcome IN (
                'score', 'samples', 'not-finetuned', 'failed-competitor', 'failed-infrastructure', 'failed-task',
                'pending')),
            value REAL,
            body TEXT,
            PRIMARY KEY (tournament, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER tournament_events_are_never_changed BEFORE UPDATE ON tournament_events
        BEGIN
            SELECT RAISE(ABORT, 'events are append-only');
        END;
        CREATE TRIGGER tournament_events_are_never_deleted BEFORE DELETE ON tournament_events
        BEGIN
            SELECT RAISE(ABORT, 'events are append-only');
        END;
        CREATE TABLE tournament_entries (
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            hotkey TEXT NOT NULL,
            verdict TEXT NOT NULL,
            registrant TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (tournament, hotkey)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tournament_rounds (
            id TEXT PRIMARY KEY NOT NULL,
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            round INTEGER NOT NULL,
            kind TEXT NOT NULL,
            began INTEGER NOT NULL,
            until INTEGER NOT NULL,
            UNIQUE (tournament, round)
        ) STRICT;
        CREATE TABLE tournament_tasks (
            id TEXT PRIMARY KEY NOT NULL,
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            round INTEGER NOT NULL,
            match INTEGER NOT NULL,
            task INTEGER NOT NULL,
            edition INTEGER NOT NULL,
            kind TEXT NOT NULL,
            seed TEXT NOT NULL,
            UNIQUE (tournament, round, match, task, edition)
        ) STRICT;
        CREATE TABLE tournament_results (
            tournament INTEGER NOT NULL,
            round INTEGER NOT NULL,
            match INTEGER NOT NULL,
            task INTEGER NOT NULL,
            edition INTEGER NOT NULL,
            hotkey TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (tournament, round, match, task, edition, hotkey, attempt),
            FOREIGN KEY (tournament, sequence) REFERENCES tournament_events (tournament, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE tournament_weights (
            sequence INTEGER PRIMARY KEY NOT NULL,
            block INTEGER NOT NULL,
            digest TEXT NOT NULL,
            statement TEXT NOT NULL
        ) STRICT;
        """

    /// What endpoints answered: a row for every answer that differs from the one before.
    ///
    /// A row is never changed but for the moment at which the answer was given last. There are no tokens in it.
    static let endpointAnswers = """
        CREATE TABLE endpoint_answers (
            tournament INTEGER NOT NULL REFERENCES tournaments (number),
            hotkey TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            confirmed INTEGER NOT NULL,
            registrant TEXT NOT NULL,
            PRIMARY KEY (tournament, hotkey, sequence),
            CHECK (confirmed >= at)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER endpoint_answers_are_never_changed BEFORE UPDATE ON endpoint_answers
        WHEN NEW.registrant IS NOT OLD.registrant OR NEW.at IS NOT OLD.at OR NEW.confirmed < OLD.confirmed
        BEGIN
            SELECT RAISE(ABORT, 'answers are append-only');
        END;
        CREATE TRIGGER endpoint_answers_are_never_deleted BEFORE DELETE ON endpoint_answers
        BEGIN
            SELECT RAISE(ABORT, 'answers are append-only');
        END;
        """

    /// What the chain was really told, which is not what the statement says when an operator has everything burned.
    static let weightsSent = """
        ALTER TABLE tournament_weights ADD COLUMN sent TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE tournament_weights ADD COLUMN burning INTEGER NOT NULL DEFAULT 0;
        """
}
