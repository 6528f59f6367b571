"""Kills validator and judge with SIGKILL at random instants and counts how often a submission was judged once.

Each round submits one file, kills one or both at a random moment of its evaluation, starts the validator again where
it was the one, and waits for the verdict. A round counts when the submission has exactly one verdict, it is
"accepted", and exactly one execution of its evaluation was taken. At the end no process and no control group of the
contest may be left.
"""

import argparse
import contextlib
import glob
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TARGETS = ("validator", "judge", "both")
LATEST_KILL_SECONDS = 16.0
VERDICT_SECONDS = 180.0


class Contest:
    """One arena in a temporary folder, and the validator that works in it."""

    def __init__(self, program: str, home: str) -> None:
        self.program, self.home = program, home
        self.validator: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the validator; what it says goes to a file in the folder."""
        with open(f"{self.home}.log", "ab") as log:
            command = [self.program, "validator", "run", "--home", self.home]
            self.validator = subprocess.Popen(command, stdout=log, stderr=log)

    def submit(self, code: Path, hotkey: str) -> None:
        """Commits to a file as soon as the validator has founded the arena."""
        deadline = time.monotonic() + 30
        while not os.path.exists(f"{self.home}/chain.sqlite"):
            if time.monotonic() > deadline:
                raise RuntimeError("the validator founded no arena")
            time.sleep(0.05)
        command = [self.program, "miner", "submit", str(code), "--home", self.home, "--hotkey", hotkey]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def judges(self) -> list[int]:
        """Returns the process numbers that living judges left in the locks of this contest's jobs."""
        found = []
        for path in glob.glob(f"{self.home}/jobs/*/lock"):
            with contextlib.suppress(OSError, ValueError):
                judge = int(Path(path).read_text())
                words = Path(f"/proc/{judge}/cmdline").read_bytes().split(b"\0")
                if b"judge" in words or b"seat" in words:
                    found.append(judge)
        return found

    def kill(self, target: str) -> str:
        """Kills and says what there was to kill. The validator is started again where it was killed."""
        killed = []
        if target in ("validator", "both") and self.validator is not None:
            self.validator.kill()
            self.validator.wait()
            killed.append("validator")
        if target in ("judge", "both"):
            for judge in self.judges():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(judge, signal.SIGKILL)
                    killed.append("judge")
        if "validator" in killed:
            self.start()
        return " and ".join(killed) or "nobody"

    def board(self) -> dict:
        """Returns the board as the program prints it."""
        command = [self.program, "board", "--json", "--home", self.home]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def verdicts(self, submission: str) -> tuple[list[str], int]:
        """Returns the outcomes stored for a submission, and how many of its executions were taken."""
        with contextlib.closing(sqlite3.connect(f"file:{self.home}/records.sqlite?mode=ro", uri=True)) as database:
            outcomes = database.execute(
                "SELECT outcome FROM verdicts JOIN evaluations ON evaluations.id = evaluation_id"
                " WHERE submission_id = ?",
                (submission,),
            ).fetchall()
            taken = database.execute(
                "SELECT COUNT(*) FROM executions JOIN evaluations ON evaluations.id = evaluation_id"
                " WHERE submission_id = ? AND executions.state = 'finished'",
                (submission,),
            ).fetchone()[0]
        return [row[0] for row in outcomes], taken

    def wait_for_verdict(self, count: int) -> str | None:
        """Waits until `count` submissions have an outcome; returns the last one's id, or None when time is up."""
        deadline = time.monotonic() + VERDICT_SECONDS
        while time.monotonic() < deadline:
            judged = [entry for entry in self.board()["submissions"] if entry.get("outcome")]
            if len(judged) >= count:
                return judged[-1]["submission"]
            time.sleep(0.5)
        return None

    def stop(self) -> None:
        """Ends the validator as an operator would, and any judge that is left."""
        if self.validator is not None:
            self.validator.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.validator.wait(40)
            self.validator.kill()
        for judge in self.judges():
            os.kill(judge, signal.SIGKILL)


def abandoned_groups() -> list[str]:
    """Returns the control groups of sandboxes whose launcher is gone; its process number is in the group's name."""
    groups = glob.glob("/sys/fs/cgroup/unified/tiltyard/job-*") + glob.glob("/sys/fs/cgroup/tiltyard/job-*")
    return [group for group in groups if not os.path.exists(f"/proc/{group.split('-')[-3]}")]


def run_round(contest: Contest, number: int, baseline: str, folder: Path, dice: random.Random) -> bool:
    """Plays one round and says how it went. Returns whether the submission was judged exactly once."""
    code = folder / f"train-{number}.py"
    code.write_text(f"# round {number}\n{baseline}")
    contest.submit(code, f"miner-{number}")
    delay = dice.uniform(0, LATEST_KILL_SECONDS)
    time.sleep(delay)
    killed = contest.kill(TARGETS[number % len(TARGETS)])
    submission = contest.wait_for_verdict(number + 1)
    if submission is None:
        print(f"round {number + 1}: killed {killed} after {delay:.1f} s; LOST, no verdict", flush=True)
        return False
    outcomes, taken = contest.verdicts(submission)
    good = outcomes == ["accepted"] and taken == 1
    print(
        f"round {number + 1}: killed {killed} after {delay:.1f} s; verdicts {outcomes}, results taken {taken}",
        flush=True,
    )
    return good


def main() -> int:
    """Plays the rounds, prints how many went well out of how many, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--baseline", default="Sources/tiltyard/Demo/Submissions/baseline.py")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    dice, folder = random.Random(seed), Path(tempfile.mkdtemp(prefix="tiltyard-storm-"))
    contest = Contest(os.path.abspath(options.program), str(folder / "arena"))
    try:
        contest.start()
        baseline = Path(options.baseline).read_text()
        good = sum(run_round(contest, number, baseline, folder, dice) for number in range(options.rounds))
        contest.stop()
        left = contest.judges() + abandoned_groups()
        print(f"left behind: {left or 'nothing'}")
        print(f"{good}/{options.rounds}")
        return 0 if good == options.rounds and not left else 1
    finally:
        contest.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
