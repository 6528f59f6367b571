/// How submissions were judged.
extension Schema {
    static let judging = """
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
}
