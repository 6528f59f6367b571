extension Schema {
    /// What is counted, kept up to date by the database itself in the transaction of each change.
    ///
    /// Whoever wants to know how many there are reads a number, however many there are. Nothing that is counted is ever
    /// removed.
    static let totals = """
        CREATE TABLE totals (
            name TEXT PRIMARY KEY NOT NULL,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO totals VALUES
            ('submissions', (SELECT COUNT(*) FROM submissions)),
            ('hotkeys', (SELECT COUNT(DISTINCT hotkey) FROM submissions)),
            ('refused', (SELECT COUNT(*) FROM submissions WHERE code_error IS NOT NULL)),
            ('accepted', (SELECT COUNT(*) FROM verdicts WHERE outcome = 'accepted')),
            ('rejected', (SELECT COUNT(*) FROM verdicts WHERE outcome = 'rejected')),
            ('failed', (SELECT COUNT(*) FROM verdicts WHERE outcome = 'failed')),
            ('repeated', (SELECT COALESCE(SUM(MAX(0, attempts - 1)), 0) FROM evaluations));
        CREATE TABLE boards (
            preset_hash TEXT PRIMARY KEY NOT NULL,
            row_count INTEGER NOT NULL,
            score_sum REAL NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO boards SELECT preset_hash, COUNT(*), SUM(score) FROM standings GROUP BY preset_hash;
        CREATE TRIGGER totals_submissions AFTER INSERT ON submissions
        BEGIN
            UPDATE totals SET value = value + 1 WHERE name = 'submissions';
            UPDATE totals SET value = value + 1 WHERE name = 'hotkeys'
                AND NOT EXISTS (SELECT 1 FROM submissions WHERE hotkey = NEW.hotkey AND id <> NEW.id);
            UPDATE totals SET value = value + 1 WHERE name = 'refused' AND NEW.code_error IS NOT NULL;
        END;
        CREATE TRIGGER totals_refused AFTER UPDATE OF code_error ON submissions
        BEGIN
            UPDATE totals SET value = value + (NEW.code_error IS NOT NULL) - (OLD.code_error IS NOT NULL)
                WHERE name = 'refused';
        END;
        CREATE TRIGGER totals_verdicts AFTER INSERT ON verdicts
        BEGIN
            UPDATE totals SET value = value + 1 WHERE name = NEW.outcome;
        END;
        CREATE TRIGGER totals_repeated AFTER UPDATE OF attempts ON evaluations
        BEGIN
            UPDATE totals SET value = value + MAX(0, NEW.attempts - 1) - MAX(0, OLD.attempts - 1)
                WHERE name = 'repeated';
        END;
        CREATE TRIGGER boards_rows AFTER INSERT ON standings
        BEGIN
            INSERT INTO boards VALUES (NEW.preset_hash, 1, NEW.score)
                ON CONFLICT (preset_hash) DO UPDATE SET
                    row_count = row_count + 1, score_sum = score_sum + excluded.score_sum;
        END;
        CREATE INDEX submissions_in_state ON submissions (state, sequence);
        CREATE INDEX submissions_by_arrival ON submissions (created);
        CREATE INDEX verdicts_by_time ON verdicts (accepted_at);
        CREATE INDEX verdicts_turned_down ON verdicts (outcome, evaluation_id) WHERE outcome <> 'accepted';
        CREATE INDEX executions_by_end ON executions (ended) WHERE state = 'finished';
        """
}
