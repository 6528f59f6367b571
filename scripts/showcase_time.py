"""Moves what an arena recorded within a minute apart, so that it looks as if days had passed.

What happened to one submission stays together and takes as many times as long as it did; the time between one
submission and the next is drawn.
"""

import bisect
import contextlib
import random
import sqlite3

DAYS = 9.0
STRETCH = 400.0
COLUMNS = (
    ("events", "at"),
    ("verdicts", "accepted_at"),
    ("submissions", "created"),
    ("executions", "started"),
    ("executions", "ended"),
    ("match_executions", "started"),
    ("match_executions", "ended"),
    ("matches", "opened_at"),
    ("matches", "ended_at"),
)


class Spread:
    """The new time of every old one."""

    def __init__(self, starts: list[int], last: int) -> None:
        self._starts = starts
        ends = [*starts[1:], last]
        lengths = [(end - start) * STRETCH for start, end in zip(starts, ends, strict=True)]
        draw = random.Random(3)
        gaps = [draw.expovariate(1) + 0.1 for _ in starts[1:]]
        scale = max(0.0, DAYS * 86_400_000 - sum(lengths)) / max(sum(gaps), 1e-9)
        self._moved = [last - lengths[-1]]
        for length, gap in zip(reversed(lengths[:-1]), reversed(gaps), strict=True):
            self._moved.insert(0, self._moved[0] - gap * scale - length)

    def __call__(self, time: int | None) -> int | None:
        """Returns the new time; what has none keeps none."""
        if time is None:
            return None
        index = max(0, bisect.bisect_right(self._starts, time) - 1)
        return round(self._moved[index] + (time - self._starts[index]) * STRETCH)


def spread(path: str) -> None:
    """Moves the times in the records at a path, which nobody has open."""
    with contextlib.closing(sqlite3.connect(path)) as records:
        starts = [row[0] for row in records.execute("SELECT created FROM submissions ORDER BY created")]
        last = records.execute("SELECT MAX(at) FROM events").fetchone()[0]
        records.create_function("moved", 1, Spread(starts, last), deterministic=True)
        records.execute("DROP TRIGGER events_are_never_changed")
        for table, column in COLUMNS:
            records.execute(f"UPDATE {table} SET {column} = moved({column})")
        records.commit()
