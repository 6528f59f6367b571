"""The labelled places of the validator at which it is killed, in the order of `FaultPoint`.

Those of the competitor's program, `fee.paid` and `commitment.sent`, are tried while the arena is prepared.

A new place is one row here: how often it is passed, as far as the records tell, and which casts get there.
"""

from dataclasses import dataclass

from arena_process import Arena

SCORES, MATCHES = "scores", "matches"


@dataclass(frozen=True)
class Place:
    """A labelled place in the validator's work."""

    # Counts in the records how often it is passed.
    query: str
    # The casts with which it is tried.
    casts: tuple[str, ...] = (SCORES,)
    # Whether it is passed again and again, with nothing to do.
    is_recurring: bool = False
    # The least passes that can be relied on, where the records tell of fewer.
    at_least: int = 1


def sum_of(*queries: str) -> str:
    """Returns a query for the sum of what others count."""
    return "SELECT " + " + ".join(f"({query})" for query in queries)


REVEALED = "SELECT COUNT(*) FROM submissions"
EXECUTED = "SELECT COUNT(*) FROM executions"
FOUGHT = "SELECT COUNT(*) FROM match_executions"
JOBS = sum_of(EXECUTED, FOUGHT)
STEPS = sum_of("SELECT COUNT(*) FROM runs", "SELECT COALESCE(SUM(pair_count), 0) FROM matches")
# The first two are there when a trial begins: the log is opened, and the rules are stated, when the arena is founded.
SEALED = "SELECT COUNT(*) - 2 FROM evidence"
WEIGHTS = "SELECT COUNT(*) FROM weights_set WHERE sequence > 1"

PLACES = {
    "reveals.read": Place("SELECT COUNT(DISTINCT reveal_block) FROM submissions", is_recurring=True, at_least=3),
    "reveals.stored": Place("SELECT COUNT(DISTINCT created) FROM submissions"),
    "code.fetched": Place(REVEALED),
    "code.inspected": Place(f"{REVEALED} WHERE code_error IS NOT 'hash_mismatch'"),
    "code.stored": Place("SELECT COUNT(*) FROM fingerprints"),
    "copies.refused": Place("SELECT COUNT(*) FROM epochs"),
    "epoch.opened": Place("SELECT COUNT(*) FROM epochs"),
    "execution.begun": Place(EXECUTED),
    "job.created": Place(JOBS, (SCORES, MATCHES)),
    "judge.reported": Place(sum_of(STEPS, JOBS), (SCORES, MATCHES)),
    "judge.ended": Place(JOBS, (SCORES, MATCHES)),
    "result.accepted": Place(EXECUTED),
    "match.opened": Place(FOUGHT, (MATCHES,)),
    "match.begun": Place(FOUGHT, (MATCHES,)),
    "match.accepted": Place(FOUGHT, (MATCHES,)),
    "evidence.half_written": Place(SEALED, (SCORES, MATCHES)),
    "evidence.sealed": Place(SEALED, (SCORES, MATCHES)),
    "weights.begun": Place(WEIGHTS, is_recurring=True),
    "weights.on_chain": Place(WEIGHTS, is_recurring=True),
    "weights.recorded": Place(WEIGHTS, is_recurring=True),
}


def passes(arena: Arena) -> dict[str, int]:
    """Returns how often the validator passed its labelled places, as far as the records tell; at least once each."""
    return {label: max(place.at_least, arena.rows(place.query)[0][0]) for label, place in PLACES.items()}
