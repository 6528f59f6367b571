/// The board, crowns and weights.
extension Schema {
    static let board = """
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

    static let burn = """
        ALTER TABLE weights_set ADD COLUMN burn_share REAL NOT NULL DEFAULT 0;
        """

    /// Every accepted submission in the order of its board, and which of them is its hotkey's best.
    ///
    /// The index by score has everything that the published board shows, so that nothing else is read for it.
    static let standings = """
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

    /// Every setting of weights, written down before it is tried: a row is `begun`, then `failed` or `set`.
    static let weightsAttempts = """
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
}
