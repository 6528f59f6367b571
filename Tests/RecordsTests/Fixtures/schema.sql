CREATE TABLE boards (
    preset_hash TEXT PRIMARY KEY NOT NULL,
    row_count INTEGER NOT NULL,
    score_sum REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE crowns (
    sequence INTEGER PRIMARY KEY NOT NULL,
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    score REAL NOT NULL,
    beaten_score REAL,
    at_block INTEGER NOT NULL
) STRICT;

CREATE TABLE cursor (
    name TEXT PRIMARY KEY NOT NULL,
    block INTEGER NOT NULL
) STRICT;

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

CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
    sequence INTEGER PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE executions (
    id TEXT PRIMARY KEY NOT NULL,
    evaluation_id TEXT NOT NULL REFERENCES evaluations (id),
    directory TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('started', 'finished', 'lost')),
    started INTEGER NOT NULL,
    ended INTEGER
) STRICT;

CREATE TABLE fingerprints (
    submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
    exact TEXT NOT NULL,
    normalised TEXT NOT NULL,
    structure TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_balances (
    account TEXT PRIMARY KEY NOT NULL,
    rao INTEGER NOT NULL CHECK (rao >= 0 OR account = 'network')
) STRICT;

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

CREATE TABLE match_executions (
    id TEXT PRIMARY KEY NOT NULL,
    match_id TEXT NOT NULL REFERENCES matches (id),
    directory TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('started', 'finished', 'lost')),
    started INTEGER NOT NULL,
    ended INTEGER
) STRICT;

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

CREATE TABLE participation_fees (
    tournament INTEGER NOT NULL REFERENCES tournaments (number),
    hotkey TEXT NOT NULL,
    coldkey TEXT NOT NULL,
    rao INTEGER NOT NULL CHECK (rao > 0),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'captured', 'released')),
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (tournament, hotkey)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    evaluation_id TEXT NOT NULL REFERENCES evaluations (id),
    idx INTEGER NOT NULL,
    nanoseconds INTEGER,
    tokens INTEGER,
    outcome TEXT NOT NULL,
    statistics TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, idx)
) STRICT;

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

CREATE TABLE submission_fees (
    submission_id TEXT PRIMARY KEY NOT NULL REFERENCES submissions (id),
    coldkey TEXT NOT NULL,
    rao INTEGER NOT NULL CHECK (rao > 0),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'captured', 'released'))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE totals (
    name TEXT PRIMARY KEY NOT NULL,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tournament_entries (
    tournament INTEGER NOT NULL REFERENCES tournaments (number),
    hotkey TEXT NOT NULL,
    verdict TEXT NOT NULL,
    registrant TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tournament, hotkey)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE tournament_weights (
    sequence INTEGER PRIMARY KEY NOT NULL,
    block INTEGER NOT NULL,
    digest TEXT NOT NULL,
    statement TEXT NOT NULL
, sent TEXT NOT NULL DEFAULT '{}', burning INTEGER NOT NULL DEFAULT 0) STRICT;

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

CREATE TABLE weights_attempts (
    sequence INTEGER PRIMARY KEY NOT NULL,
    block INTEGER NOT NULL,
    weights TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('begun', 'failed', 'set')),
    failures INTEGER NOT NULL,
    error TEXT
) STRICT;

CREATE TABLE weights_set (
    sequence INTEGER PRIMARY KEY NOT NULL,
    block INTEGER NOT NULL,
    uid INTEGER NOT NULL,
    hotkey TEXT
, burn_share REAL NOT NULL DEFAULT 0) STRICT;

CREATE TABLE withdrawals (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('refund', 'burn')),
    account TEXT NOT NULL,
    rao INTEGER NOT NULL CHECK (rao > 0),
    reason TEXT NOT NULL,
    block INTEGER
) STRICT;

CREATE TRIGGER boards_rows AFTER INSERT ON standings
BEGIN
    INSERT INTO boards VALUES (NEW.preset_hash, 1, NEW.score)
        ON CONFLICT (preset_hash) DO UPDATE SET
            row_count = row_count + 1, score_sum = score_sum + excluded.score_sum;
END;

CREATE TRIGGER endpoint_answers_are_never_changed BEFORE UPDATE ON endpoint_answers
WHEN NEW.registrant IS NOT OLD.registrant OR NEW.at IS NOT OLD.at OR NEW.confirmed < OLD.confirmed
BEGIN
    SELECT RAISE(ABORT, 'answers are append-only');
END;

CREATE TRIGGER endpoint_answers_are_never_deleted BEFORE DELETE ON endpoint_answers
BEGIN
    SELECT RAISE(ABORT, 'answers are append-only');
END;

CREATE INDEX evaluations_by_epoch ON evaluations (epoch_id);

CREATE INDEX evaluations_by_state ON evaluations (state);

CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE INDEX events_by_subject ON events (subject, sequence);

CREATE TRIGGER evidence_is_never_changed BEFORE UPDATE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
BEGIN
    SELECT RAISE(ABORT, 'evidence is append-only');
END;

CREATE INDEX executions_by_end ON executions (ended) WHERE state = 'finished';

CREATE UNIQUE INDEX executions_one_started ON executions (evaluation_id) WHERE state = 'started';

CREATE INDEX fingerprints_exact ON fingerprints (exact);

CREATE INDEX fingerprints_normalised ON fingerprints (normalised);

CREATE INDEX fingerprints_structure ON fingerprints (structure);

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

CREATE INDEX ledger_lines_by_account ON ledger_lines (account);

CREATE UNIQUE INDEX match_executions_one_started ON match_executions (match_id) WHERE state = 'started';

CREATE INDEX matches_by_state ON matches (state, preset_hash);

CREATE INDEX standings_best ON standings (preset_hash, score DESC, reveal_block, reveal_index)
    WHERE is_best = 1;

CREATE INDEX standings_by_score ON standings
    (preset_hash, score DESC, reveal_block, reveal_index, hotkey, arrived);

CREATE UNIQUE INDEX standings_one_best ON standings (preset_hash, hotkey) WHERE is_best = 1;

CREATE INDEX submissions_by_arrival ON submissions (created);

CREATE INDEX submissions_by_hotkey ON submissions (hotkey, reveal_block, reveal_index);

CREATE INDEX submissions_by_state ON submissions (state, reveal_block, reveal_index);

CREATE INDEX submissions_in_state ON submissions (state, sequence);

CREATE TRIGGER totals_refused AFTER UPDATE OF code_error ON submissions
BEGIN
    UPDATE totals SET value = value + (NEW.code_error IS NOT NULL) - (OLD.code_error IS NOT NULL)
        WHERE name = 'refused';
END;

CREATE TRIGGER totals_repeated AFTER UPDATE OF attempts ON evaluations
BEGIN
    UPDATE totals SET value = value + MAX(0, NEW.attempts - 1) - MAX(0, OLD.attempts - 1)
        WHERE name = 'repeated';
END;

CREATE TRIGGER totals_submissions AFTER INSERT ON submissions
BEGIN
    UPDATE totals SET value = value + 1 WHERE name = 'submissions';
    UPDATE totals SET value = value + 1 WHERE name = 'hotkeys'
        AND NOT EXISTS (SELECT 1 FROM submissions WHERE hotkey = NEW.hotkey AND id <> NEW.id);
    UPDATE totals SET value = value + 1 WHERE name = 'refused' AND NEW.code_error IS NOT NULL;
END;

CREATE TRIGGER totals_verdicts AFTER INSERT ON verdicts
BEGIN
    UPDATE totals SET value = value + 1 WHERE name = NEW.outcome;
END;

CREATE TRIGGER tournament_events_are_never_changed BEFORE UPDATE ON tournament_events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE TRIGGER tournament_events_are_never_deleted BEFORE DELETE ON tournament_events
BEGIN
    SELECT RAISE(ABORT, 'events are append-only');
END;

CREATE UNIQUE INDEX tournaments_one_open ON tournaments (type) WHERE stage NOT IN ('completed', 'cancelled');

CREATE INDEX verdicts_accepted ON verdicts (score) WHERE outcome = 'accepted';

CREATE INDEX verdicts_by_time ON verdicts (accepted_at);

CREATE INDEX verdicts_turned_down ON verdicts (outcome, evaluation_id) WHERE outcome <> 'accepted';

CREATE INDEX weights_attempts_by_state ON weights_attempts (state, sequence);
