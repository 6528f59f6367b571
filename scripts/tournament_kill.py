"""Kills a tournament at random instants, starts it again, and compares what it ends in.

    python scripts/tournament_kill.py --program .build/debug/tiltyard --rounds 50

A tournament is planned and its entrants pay. From copies of that arena it is run once undisturbed, and then again and
again with `kill -9` at a random instant and a second start. Whatever counts must be the same: events, results, rounds,
tasks, entries, fees, the ledger with every entry, and the statement that weights were set by.
"""

import argparse
import contextlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# What the tables hold, without row numbers and the time of the world.
QUERIES = {
    "tournaments": "SELECT id, plan, stage, event_count, completed FROM tournaments ORDER BY number",
    "events": "SELECT * FROM tournament_events ORDER BY tournament, sequence",
    "results": "SELECT * FROM tournament_results ORDER BY tournament, sequence",
    "rounds": "SELECT * FROM tournament_rounds ORDER BY id",
    "tasks": "SELECT * FROM tournament_tasks ORDER BY id",
    "entries": "SELECT * FROM tournament_entries ORDER BY tournament, hotkey",
    "fees": "SELECT * FROM participation_fees ORDER BY tournament, hotkey",
    "balances": "SELECT * FROM ledger_balances ORDER BY account",
    "ledger": """SELECT e.key, e.kind, l.line, l.account, l.rao FROM ledger_entries e
        JOIN ledger_lines l ON l.entry = e.sequence ORDER BY e.sequence, l.line""",
    "sum": "SELECT SUM(rao) FROM ledger_lines",
}


class Trial:
    """One way to run the tournament in a copy of the prepared arena."""

    def __init__(self, program: Path, template: Path, folder: Path, seed: int) -> None:
        self.program = program
        self.home = folder / "home"
        self.seed = seed
        shutil.copytree(template, self.home)

    def start(self, *arguments: str) -> subprocess.Popen:
        """Starts the tournament, or goes on with it."""
        return subprocess.Popen(
            command(self.program, self.home, self.seed, *arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def state(self) -> dict:
        """Everything that must not depend on when the process was killed."""
        with contextlib.closing(sqlite3.connect(self.home / "records.sqlite")) as records:
            state = {name: records.execute(query).fetchall() for name, query in QUERIES.items()}
            weights = records.execute("SELECT statement FROM tournament_weights").fetchall()
        # A process that is killed between the chain and the records sets the same weights again.
        state["statements"] = sorted(set(weights))
        return state


def command(program: Path, home: Path, seed: int, *arguments: str) -> list:
    """The command line of the tournament."""
    fixed = ["--preset", "god-2026", "--type", "text", "--entrants", "120", "--seed", str(seed)]
    fixed += ["--tournaments", "1", "--draw-block", "1"]
    return [program, "tournament", "run", "--home", home, *fixed, *arguments]


def first_event(process: subprocess.Popen, trial: Trial) -> float:
    """Seconds from now until the log has an event, or until the process has ended."""
    began = time.monotonic()
    with contextlib.closing(sqlite3.connect(trial.home / "records.sqlite")) as records:
        while process.poll() is None:
            if records.execute("SELECT COUNT(*) FROM tournament_events").fetchone() != (0,):
                break
            time.sleep(0.005)
    return time.monotonic() - began


def finish(process: subprocess.Popen) -> None:
    """Waits for a process that has to end well."""
    errors = process.communicate(timeout=300)[1]
    if process.returncode != 0:
        raise SystemExit(f"the tournament ended with {process.returncode}: {errors.decode()}")


def differences(expected: dict, found: dict) -> str:
    """The tables that differ."""
    return ", ".join(name for name in expected if expected[name] != found[name])


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """Runs all trials and says how many ended as they should."""
    template = folder / "template"
    prepared = command(arguments.program, template, arguments.seed, "--prepare")
    subprocess.run(prepared, check=True, stdout=subprocess.DEVNULL)
    undisturbed = Trial(arguments.program, template, folder / "undisturbed", arguments.seed)
    began = time.monotonic()
    process = undisturbed.start()
    start = first_event(process, undisturbed)
    finish(process)
    length = time.monotonic() - began
    expected = undisturbed.state()
    if expected["tournaments"][0][2] != "completed" or expected["sum"] != [(0,)] or not expected["statements"]:
        print(f"the undisturbed tournament is {expected['tournaments'][0][2]}", file=sys.stderr)
        return 1
    lots = random.Random(arguments.seed)
    right = killed = 0
    stages: dict = {}
    for number in range(arguments.rounds):
        trial = Trial(arguments.program, template, folder / f"trial-{number}", arguments.seed)
        process = trial.start()
        # Half of them while events are written, the other half at any time.
        instant = lots.uniform(start if number % 2 else 0, length)
        try:
            process.wait(timeout=instant)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.communicate()
        events = len(trial.state()["events"])
        finish(trial.start())
        found = trial.state()
        wrong = differences(expected, found)
        right += not wrong
        stages[events] = stages.get(events, 0) + 1
        text = f"wrong: {wrong}" if wrong else "the same"
        print(f"{number + 1:3} killed after {instant:6.3f} s and {events:4} events: {text}", flush=True)
        shutil.rmtree(trial.home)
    print(f"{killed} killed in time, at {len(stages)} different lengths of the log; {len(expected['events'])} events")
    print(f"{right}/{arguments.rounds}")
    return 0 if right == arguments.rounds else 1


def main() -> int:
    """Reads the arguments and runs the trials in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    arguments.program = arguments.program.resolve()
    with tempfile.TemporaryDirectory(prefix="tournament-kill-") as folder:
        return run(arguments, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
