"""What an arena came to, as far as a fault must not change it, and what a validator may not leave behind."""

from collections import Counter

from arena_process import Arena

EMISSION_RAO = 1_000_000_000
UNSETTLED = ("revealed", "fetched", "queued")
CLOCK_BOUND = ("block", "payouts")


def is_settled(arena: Arena, count: int, matches: int = 0) -> bool:
    """Whether so many submissions, and so many title matches, have come to their end, and no others are there."""
    states = [state for (state,) in arena.rows("SELECT state FROM submissions")]
    if len(states) != count or any(state in UNSETTLED for state in states):
        return False
    return [state for (state,) in arena.rows("SELECT state FROM matches")] == ["done"] * matches


def is_paid(arena: Arena) -> bool:
    """Whether the last tempo that has ended went to the champion, or to nobody where there is none."""
    champion = arena.rows(
        "SELECT hotkey FROM crowns JOIN submissions ON submissions.id = submission_id"
        " ORDER BY crowns.sequence DESC LIMIT 1"
    )
    paid = arena.rows("SELECT hotkey FROM payouts WHERE block = (SELECT MAX(block) FROM payouts)", "chain")
    return paid == (champion or [(None,)])


def board(arena: Arena) -> dict:
    """Returns the board without what depends on the clock: the newest block, and the tempos paid so far."""
    return {key: value for key, value in arena.board().items() if key not in CLOCK_BOUND}


def crowns(arena: Arena) -> list[tuple]:
    """Returns who was crowned with which score over which, without the block."""
    return arena.rows("SELECT submission_id, score, beaten_score FROM crowns ORDER BY sequence")


def runs(arena: Arena) -> list[tuple]:
    """Returns the times of all runs by submission."""
    return arena.rows(
        "SELECT submission_id, idx, nanoseconds, tokens FROM runs"
        " JOIN evaluations ON evaluations.id = evaluation_id ORDER BY submission_id, idx"
    )


def codes(arena: Arena) -> list[tuple]:
    """Returns how each submission ended, by id: the verdict's code, or that of the refusal."""
    return arena.rows(
        "SELECT submissions.id, COALESCE(verdicts.code, code_error) FROM submissions"
        " LEFT JOIN evaluations ON submission_id = submissions.id"
        " LEFT JOIN verdicts ON evaluation_id = evaluations.id ORDER BY submissions.id"
    )


def judgement_problems(arena: Arena) -> list[str]:
    """Says which submission does not have exactly one end.

    An end is one refusal, or one verdict with one execution taken; the append-only events have to tell of it once.
    """
    found = []
    ends = "SELECT subject FROM events WHERE kind IN ('submission.judged', 'submission.refused')"
    events = Counter(subject for (subject,) in arena.rows(ends))
    verdicts, taken = (
        dict(arena.rows(f"SELECT submission_id, COUNT(*) FROM {table} GROUP BY submission_id"))
        for table in (
            "verdicts JOIN evaluations ON evaluations.id = evaluation_id",
            "executions JOIN evaluations ON evaluations.id = evaluation_id AND executions.state = 'finished'",
        )
    )
    for submission, state in arena.rows("SELECT id, state FROM submissions ORDER BY id"):
        wanted = 1 if state == "judged" else 0
        counts = (verdicts.get(submission, 0), taken.get(submission, 0))
        if counts != (wanted, wanted):
            found.append(f"{submission} ({state}) has {counts[0]} verdicts and {counts[1]} results taken")
        if events[submission] != 1:
            found.append(f"{submission} ended {events[submission]} times by the events")
    return found


def payment_problems(arena: Arena) -> list[str]:
    """Says which tempo was not paid exactly its emission, exactly once."""
    (tempo,), (settled,) = (
        arena.rows(query, "chain")[0] for query in ("SELECT tempo_blocks FROM genesis", "SELECT settled FROM head")
    )
    sums = dict(arena.rows("SELECT block, SUM(rao) FROM payouts GROUP BY block", "chain"))
    due = range(tempo, settled + 1, tempo)
    found = [
        f"the tempo at {block} was paid {sums.get(block, 0)} rao" for block in due if sums.get(block) != EMISSION_RAO
    ]
    found += [f"block {block} was paid and is no end of a tempo" for block in sums if block not in due]
    return found


def weight_problems(arena: Arena) -> list[str]:
    """Says where the records and the chain differ about the weights in force."""
    recorded = arena.rows("SELECT uid FROM weights_set ORDER BY sequence DESC LIMIT 1")
    on_chain = arena.rows(
        "SELECT uid FROM weights WHERE set_sequence = (SELECT MAX(sequence) FROM weight_sets) AND weight > 0", "chain"
    )
    return [] if recorded == on_chain else [f"the records have the weights at {recorded}, the chain at {on_chain}"]


def leftovers(arena: Arena) -> list[str]:
    """Says what a finished arena must not have: executions under way, locks that somebody holds."""
    found = []
    for table in ("executions", "match_executions"):
        open_count = arena.rows(f"SELECT COUNT(*) FROM {table} WHERE state = 'started'")[0][0]
        found += [f"{open_count} {table} are under way"] if open_count else []
    return found + [f"judge {judge} holds a lock" for judge in arena.judges()]
