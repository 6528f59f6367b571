"""Kills a tournament at random instants, starts it again, and compares what it ends in.

    python scripts/tournament_kill.py --program .build/debug/tiltyard --rounds 50

A tournament is planned and its entrants pay. From copies of that arena it is run once undisturbed, and then again and
again with `kill -9` at a random instant and a second start. Whatever counts must be the same: events, results, rounds,
tasks, entries, fees, the ledger with every entry, and the statement that weights were set by.

There the seed is the hash of a block that is fixed beforehand, or no two runs could be compared. With --draws, it is
also drawn in earnest, from a block that has not happened when the field is fixed: then what was in the log when the
process was killed must still be there, the seed must be the hash of the block that the log names and the tournament's
identifier, every fee is earned once, and the statement must stand an audit.
"""

import argparse
import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
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

    def __init__(self, program: Path, template: Path, folder: Path, seed: int, block: int | None = 1) -> None:
        self.program = program
        self.block = block
        self.home = folder / "home"
        self.seed = seed
        shutil.copytree(template, self.home)

    def start(self, *arguments: str) -> subprocess.Popen:
        """Starts the tournament, or goes on with it."""
        return subprocess.Popen(
            command(self.program, self.home, self.seed, self.block, *arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def state(self) -> dict:
        """Everything that must not depend on when the process was killed."""
        with closing(sqlite3.connect(self.home / "records.sqlite")) as records:
            state = {name: records.execute(query).fetchall() for name, query in QUERIES.items()}
            weights = records.execute("SELECT statement FROM tournament_weights").fetchall()
        # A process that is killed between the chain and the records sets the same weights again.
        state["statements"] = sorted(set(weights))
        return state

    def kill(self, instant: float, events: int = 0) -> bool:
        """Runs it, and kills it an instant after the log has so many events, unless it has ended by then."""
        process = self.start()
        if events > 0:
            await_events(process, self, events)
        try:
            process.wait(timeout=instant)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            return True
        process.communicate()
        return False

    def hash(self, block: int) -> str:
        """The hash of a block of the embedded chain."""
        with closing(sqlite3.connect(self.home / "chain.sqlite")) as chain:
            (seed,) = chain.execute("SELECT seed FROM genesis").fetchone()
        return hashlib.sha256(seed + block.to_bytes(8, "big")).hexdigest()

    def audit(self) -> bool:
        """Whether the statement that weights were set by can be computed again."""
        shown = [self.program, "tournament", "payout", "show", "--home", self.home]
        statement = subprocess.run(shown, check=True, stdout=subprocess.PIPE).stdout
        file = self.home / "statement.json"
        file.write_bytes(statement)
        audit = [self.program, "tournament", "payout", "audit", file]
        return subprocess.run(audit, stdout=subprocess.DEVNULL, check=False).returncode == 0


def command(program: Path, home: Path, seed: int, block: int | None, *arguments: str) -> list:
    """The command line of the tournament; without a block, the draw is a real one."""
    fixed = ["--preset", "god-2026", "--type", "text", "--entrants", "120", "--seed", str(seed)]
    fixed += ["--tournaments", "1"]
    fixed += [] if block is None else ["--draw-block", str(block)]
    return [program, "tournament", "run", "--home", home, *fixed, *arguments]


def await_events(process: subprocess.Popen, trial: Trial, count: int) -> float:
    """Seconds from now until the log has so many events, or until the process has ended."""
    began = time.monotonic()
    with closing(sqlite3.connect(trial.home / "records.sqlite")) as records:
        while process.poll() is None:
            if records.execute("SELECT COUNT(*) FROM tournament_events").fetchone()[0] >= count:
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


def flaws(trial: Trial, earlier: list) -> list:
    """What is wrong with a tournament that was drawn in earnest, killed, and finished."""
    found = trial.state()
    with closing(sqlite3.connect(trial.home / "records.sqlite")) as records:
        bodies = dict(records.execute("SELECT kind, body FROM tournament_events WHERE kind IN ('closed', 'began')"))
        states = {row[0] for row in records.execute("SELECT state FROM participation_fees")}
    identifier, _, stage, *_ = found["tournaments"][0]
    checks = {
        "the log was changed": found["events"][: len(earlier)] == earlier,
        "it is not completed": stage == "completed",
        "the seed is another": f"{trial.hash(int(bodies['closed']))} {identifier}" == bodies["began"],
        "a fee is not earned": states == {"captured"},
        "the ledger does not sum to zero": found["sum"] == [(0,)],
        "the statement does not stand an audit": trial.audit(),
    }
    return [flaw for flaw, holds in checks.items() if not holds]


def draw(arguments: argparse.Namespace, template: Path, folder: Path) -> bool:
    """Runs trials whose draw is a real one, and says whether all ended as they should."""
    undisturbed = Trial(arguments.program, template, folder / "drawn", arguments.seed, None)
    began = time.monotonic()
    finish(undisturbed.start())
    length = time.monotonic() - began
    most = len(undisturbed.state()["events"])
    lots = random.Random(arguments.seed + 1)
    right = 0
    for number in range(arguments.draws):
        trial = Trial(arguments.program, template, folder / f"draw-{number}", arguments.seed, None)
        # Half of them at any time, most of which is waiting for the block; the other half while rounds are played.
        instant, events = (0, lots.randint(most // 2, most)) if number % 2 else (lots.uniform(0, length), 0)
        trial.kill(instant, events)
        earlier = trial.state()["events"]
        finish(trial.start())
        wrong = flaws(trial, earlier)
        right += not wrong
        text = ", ".join(wrong) or "sound"
        print(f"draw {number + 1:3} killed after {len(earlier):4} events: {text}", flush=True)
        shutil.rmtree(trial.home)
    print(f"{right}/{arguments.draws} drawn in earnest")
    return right == arguments.draws


def run(arguments: argparse.Namespace, folder: Path) -> int:
    """Runs all trials and says how many ended as they should."""
    template = folder / "template"
    prepared = command(arguments.program, template, arguments.seed, 1, "--prepare")
    subprocess.run(prepared, check=True, stdout=subprocess.DEVNULL)
    is_drawn = draw(arguments, template, folder)
    undisturbed = Trial(arguments.program, template, folder / "undisturbed", arguments.seed)
    began = time.monotonic()
    process = undisturbed.start()
    start = await_events(process, undisturbed, 1)
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
        # Half of them while events are written, the other half at any time.
        instant = lots.uniform(start if number % 2 else 0, length)
        killed += trial.kill(instant)
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
    return 0 if right == arguments.rounds and is_drawn else 1


def main() -> int:
    """Reads the arguments and runs the trials in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--draws", type=int, default=5, help="how many trials have a real draw")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    arguments.program = arguments.program.resolve()
    with tempfile.TemporaryDirectory(prefix="tournament-kill-") as folder:
        return run(arguments, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
