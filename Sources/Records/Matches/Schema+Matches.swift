/// Title matches and the attempts to fight them.
extension Schema {
    static let matches = """
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
