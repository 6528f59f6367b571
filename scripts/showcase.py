"""A contest to look at: real validator, real lint, and a judge by script whose figures look like a machine's.

Everything in it is made up. The times of its events are spread over days, so that the chart shows what a contest of
days looks like.
"""

import json
import time
from pathlib import Path

import fault_cast
import showcase_cast
from arena_process import Arena
from arena_template import hand_in, write_rules
from showcase_time import spread

JUDGE = str(showcase_cast.REPOSITORY / "scripts/showcase_judge.py")
NOISE = {"drift": 0.004, "noise": 0.006, "slow_share": 0.05, "slow_by": 0.02, "wander": 0.002, "wander_runs": 6}
# Those of the published contest's rules that the examples of ours keep.
LINT = {"forbidden_modules": ["os", "subprocess", "time"], "forbidden_names": ["eval", "exec", "open"]}
LONG = 900.0


def rules() -> dict:
    """Returns rules of title matches in which everything passes quickly."""
    preset = fault_cast.demo_rules("showcase", 0.25, 40, 4)
    preset["summary"] = "An open ladder whose crown is decided by title matches: noise cannot win it."
    match = {"error_budget": 0.05, "futility": 20, "inherits": "exact", "most_pairs": 60, "qualify_within": 0.02}
    preset["crown"] = {"rule": "title-match", "fraction": 0.005, "match": match}
    preset["intake"]["copies"] = "exact"
    published = json.loads((fault_cast.PRESETS / "crusade-mfu-2026.json").read_text())["lint"]
    empty = {key: [] if isinstance(value, list) else value for key, value in published.items()}
    preset["lint"] = empty | {"forbid_keywords": {}} | LINT
    preset["noise"] = NOISE
    return preset


def play(program: str, folder: Path) -> Arena:
    """Plays the contest in a folder, and returns the arena with its validator at work on one of three that are left."""
    arena = Arena(program, str(folder / "arena"), write_rules(rules(), folder), JUDGE)
    arena.start()
    arena.wait_until_founded()
    for count, entry in enumerate(showcase_cast.entries(), 1):
        hand_in(arena, entry, folder)
        wait_until_judged(arena, count)
    time.sleep(12)
    arena.stop()
    spread(f"{arena.home}/records.sqlite")
    resume(arena, folder)
    return arena


def resume(arena: Arena, folder: Path) -> None:
    """Starts the validator again, and has it judge one submission for long while two wait."""
    arena.start()
    for number in range(3):
        hand_in(arena, showcase_cast.latecomer(number, LONG), folder)
        time.sleep(1.5)
    time.sleep(3)


def wait_until_judged(arena: Arena, count: int) -> None:
    """Waits until so many submissions have their end and no title match is open, two minutes at most."""
    ended = "SELECT COUNT(*) FROM submissions WHERE state IN ('judged', 'rejected')"
    deadline = time.monotonic() + 120
    while arena.rows(ended) != [(count,)] or arena.rows("SELECT 1 FROM matches WHERE state != 'done'"):
        if time.monotonic() > deadline:
            raise SystemExit(f"the showcase does not go on: {arena.log[-2000:]}")
        time.sleep(0.2)
