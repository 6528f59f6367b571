"""Arenas whose boards are as long as one likes, for measurements: everything in them is made up.

A validator founds the arena. What follows is written straight into its tables, as the validator itself would have left
them; only what a submission printed and the events of its life are missing.
"""

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

import ss58
from arena_process import Arena

NUMBERS = json.dumps({"projection": 0.99981, "rankable": 1, "update_error": 0.000412})
FIRST_TIME = 1_760_000_000_000


def found(program: str, folder: Path) -> Arena:
    """Returns an arena that a validator has founded and left."""
    arena = Arena(program, str(folder / "arena"))
    arena.start()
    arena.wait_until_founded()
    arena.stop()
    return arena


def fill(arena: Arena, count: int, hotkeys: int) -> None:
    """Writes so many accepted submissions of so many hotkeys."""
    preset = arena.board()["preset_hash"]
    draw = random.Random(5)
    keys = [ss58.address(draw.randbytes(32)) for _ in range(hotkeys)]
    with contextlib.closing(sqlite3.connect(f"{arena.home}/records.sqlite")) as records:
        records.execute("PRAGMA synchronous = OFF")
        records.execute(
            "INSERT INTO epochs (id, secret, beacon_block, beacon_hash, opened_at, closed_at)"
            " VALUES (1, ?, 1, ?, 0, 1)",
            (bytes(32), bytes(32)),
        )
        best: dict[str, tuple[float, int, int]] = {}
        for begin in range(1, count + 1, 50_000):
            numbers = range(begin, min(begin + 50_000, count + 1))
            write(records, numbers, keys, draw, preset, best)
        records.executemany(
            "UPDATE standings SET is_best = 1 WHERE submission_id = ?", ((f"s-{n:06d}",) for _, _, n in best.values())
        )
        records.execute("INSERT INTO crowns (submission_id, score, at_block) VALUES ('s-000001', 1000.0, 5)")
        records.execute("INSERT INTO events (at, kind, subject, details) VALUES (0, 'epoch.opened', '1', '{}')")
        records.commit()
        records.execute("ANALYZE")
        records.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write(
    records: sqlite3.Connection,
    numbers: range,
    keys: list[str],
    draw: random.Random,
    preset: str,
    best: dict[str, tuple[float, int, int]],
) -> None:
    """Writes some submissions, and notes which is the best of its hotkey."""
    submissions, evaluations, executions, verdicts, standings = [], [], [], [], []
    for number in numbers:
        name, evaluation, execution = f"s-{number:06d}", f"e-{number}", f"x-{number}"
        key, score, at = draw.choice(keys), round(draw.lognormvariate(9.2, 0.1), 3), FIRST_TIME + number * 1000
        submissions.append((name, number, key, f"{number:064x}", f"upload:{number:064x}", number, number + 2, at))
        evaluations.append((evaluation, name, preset))
        executions.append((execution, evaluation, at, at + 9000))
        verdicts.append((evaluation, number, NUMBERS, score, score, score / 30_000, at + 9000, execution))
        standings.append((name, preset, key, score, number + 2, at))
        best[key] = max(best.get(key, (0.0, 0, 0)), (score, -number, number))
    insert = records.executemany
    insert(
        "INSERT INTO submissions (id, sequence, hotkey, code_hash, url, committed_at, reveal_block, reveal_index,"
        " state, created) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'judged', ?)",
        submissions,
    )
    insert("INSERT INTO evaluations VALUES (?, ?, 1, 'demo', ?, 'done', 1)", evaluations)
    insert("INSERT INTO executions VALUES (?, ?, 'jobs', 'finished', ?, ?)", executions)
    insert(
        "INSERT INTO verdicts VALUES"
        " (?, ?, 'accepted', NULL, 'accepted', 'Three runs were verified.', ?, ?, ?, ?, ?, ?)",
        verdicts,
    )
    insert("INSERT INTO standings VALUES (?, ?, ?, ?, ?, 0, ?, 0)", standings)


def describe(arena: Arena) -> str:
    """Returns what there is, in one line."""
    rows = subprocess.run(["du", "-sm", arena.home], capture_output=True, text=True).stdout.split()[0]
    return f"{arena.rows('SELECT COUNT(*) FROM standings')[0][0]:,} submissions, {rows} MB"
