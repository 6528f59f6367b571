"""A contest to look at: real validator, real lint, and a judge by script whose figures look like a machine's.

Everything in it is made up. The times of its events are spread over days, so that the chart shows what a contest of
days looks like.
"""

import contextlib
import random
import sqlite3
import time
from pathlib import Path

import fault_cast
from arena_process import Arena
from arena_template import Entry, hand_in, write_rules

REPOSITORY = Path(__file__).resolve().parent.parent
JUDGE = str(REPOSITORY / "scripts/showcase_judge.py")
DAYS = 9.0
NOISE = {"drift": 0.004, "noise": 0.006, "slow_share": 0.05, "slow_by": 0.02, "wander": 0.002, "wander_runs": 6}
# The tokens a second of the honest ones, in the order in which they are handed in.
RATES = (
    10_240,
    10_380,
    9_870,
    11_120,
    11_140,
    11_090,
    10_760,
    12_480,
    11_900,
    12_510,
    13_050,
    12_300,
    13_120,
    13_090,
    13_840,
)
CHEATS = {4: "update_error", 9: "spoke_after_done", 13: "run_timed_out"}
BROKEN = {6: "def inner_steps(model, data_iterator, optimizer, num_steps, device:\n    return None\n"}


def rules() -> dict:
    """Returns rules of title matches in which everything passes quickly."""
    preset = fault_cast.demo_rules("showcase", 0.25, 40, 4)
    preset["summary"] = "An open ladder whose crown is decided by title matches: noise cannot win it."
    match = {"error_budget": 0.05, "futility": 20, "inherits": "exact", "most_pairs": 60, "qualify_within": 0.02}
    preset["crown"] = {"rule": "title-match", "fraction": 0.005, "match": match}
    preset["intake"]["copies"] = "exact"
    preset["noise"] = NOISE
    return preset


def code(number: int, rate: int, outcome: str | None = None, sleep: float = 0.0) -> str:
    """Returns a submission: an example of ours with what the scripted judge reads, a little unlike all others."""
    example = "faster" if number % 3 else "baseline"
    text = (REPOSITORY / f"examples/crusade-tps/{example}.py").read_text()
    words = (
        f"RATE = {rate}.0\n" + (f'OUTCOME = "{outcome}"\n' if outcome else "") + (f"SLEEP = {sleep}\n" if sleep else "")
    )
    return f"{text}\n\n# What the scripted judge of this showcase reads.\nREVISION = {number}\n{words}"


def entries() -> list[Entry]:
    """Returns the cast: honest ones, three cheats and one that is no Python, from nine hotkeys."""
    cast, draw = [], random.Random(7)
    for number, rate in enumerate(RATES, 1):
        name = f"miner-{draw.randrange(9)}"
        cast.append(Entry(name, code(number, rate), 0))
        if outcome := CHEATS.get(number):
            cast.append(Entry(f"miner-{draw.randrange(9)}", code(number + 50, rate * 2, outcome), 0))
        if number in BROKEN:
            cast.append(Entry("miner-8", BROKEN[number], 0))
    return cast


def play(program: str, folder: Path) -> Arena:
    """Plays the contest in a folder, and returns the arena with its validator at work on one of three that are left."""
    arena = Arena(program, str(folder / "arena"), write_rules(rules(), folder), JUDGE)
    arena.start()
    arena.wait_until_founded()
    cast = entries()
    for count, entry in enumerate(cast, 1):
        hand_in(arena, entry, folder)
        wait_until_judged(arena, count)
    time.sleep(12)
    arena.stop()
    spread(arena)
    arena.start()
    for number in range(3):
        hand_in(arena, Entry(f"late-{number}", code(90 + number, 13_500, sleep=900.0), 0), folder)
        time.sleep(1.5)
    time.sleep(3)
    return arena


def wait_until_judged(arena: Arena, count: int) -> None:
    """Waits until so many submissions have their end and no title match is open, two minutes at most."""
    ended = "SELECT COUNT(*) FROM submissions WHERE state IN ('judged', 'rejected')"
    deadline = time.monotonic() + 120
    while arena.rows(ended) != [(count,)] or arena.rows("SELECT 1 FROM matches WHERE state != 'done'"):
        if time.monotonic() > deadline:
            raise SystemExit(f"the showcase does not go on: {arena.log[-2000:]}")
        time.sleep(0.2)


def spread(arena: Arena) -> None:
    """Moves what was recorded apart, so that the first is days ago and the last is now."""
    with contextlib.closing(sqlite3.connect(f"{arena.home}/records.sqlite")) as records:
        first, last = records.execute("SELECT MIN(at), MAX(at) FROM events").fetchone()
        factor = DAYS * 86_400_000 / max(last - first, 1)
        records.execute("DROP TRIGGER events_are_never_changed")
        for table, column in (("events", "at"), ("verdicts", "accepted_at"), ("submissions", "created")):
            records.execute(f"UPDATE {table} SET {column} = {last} - CAST(({last} - {column}) * {factor} AS INTEGER)")
        records.commit()
