"""What the title matches of an arena came to, and whether each was decided exactly once."""

import json
from collections import Counter

from arena_process import Arena


def matches(arena: Arena) -> list[tuple]:
    """Returns all title matches in order with every pair, but without what is drawn by chance or told by the clock.

    In which attempt a pair was fought is left out: a killed judge takes one.
    """
    rows = arena.rows(
        "SELECT challenger, champion, number, error_share, ending, ancestor, code, sentence, evidence,"
        " evidence_against, pair_count, pairs FROM matches ORDER BY sequence"
    )
    return [(*row[:-1], [pair | {"attempt": None} for pair in json.loads(row[-1])]) for row in rows]


def match_problems(arena: Arena) -> list[str]:
    """Says which title match was not decided exactly once.

    One that was fought is opened and decided once by the append-only events, and ends with the result of one execution,
    which it names. One that was inherited has the event of that and nothing else.
    """
    found, told = [], events_by_match(arena)
    # Results of attempts that the machine failed in were taken too, and the match then waited again.
    finished = arena.rows(
        "SELECT match_id, id FROM match_executions WHERE state = 'finished' AND id NOT IN"
        " (SELECT json_extract(details, '$.execution') FROM events WHERE kind = 'match.requeued')"
    )
    for match, number, execution in arena.rows("SELECT id, number, execution_id FROM matches ORDER BY sequence"):
        is_fought = number is not None
        name = f"match {number}" if is_fought else f"the inherited match {match}"
        wanted = {"match.opened": 1, "match.decided": 1} if is_fought else {"match.inherited": 1}
        if told.pop(match, {}) != wanted:
            found.append(f"{name} has other events than {wanted}")
        taken = [one for owner, one in finished if owner == match]
        if taken != ([execution] if is_fought else []):
            found.append(f"{name} names execution {execution}, and ended with the results of {taken}")
    return found + [f"events tell of match {match}, which is not there" for match in told]


def events_by_match(arena: Arena) -> dict[str, Counter]:
    """Returns how often each match was opened, inherited and decided by the append-only events."""
    counts: dict[str, Counter] = {}
    kinds = "('match.opened', 'match.inherited', 'match.decided')"
    for match, kind in arena.rows(f"SELECT json_extract(details, '$.match'), kind FROM events WHERE kind IN {kinds}"):
        counts.setdefault(match, Counter())[kind] += 1
    return counts
