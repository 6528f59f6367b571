"""One arena in a folder and the validator that works in it, driven from outside as an operator would."""

import contextlib
import functools
import glob
import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

FOUNDING_SECONDS = 30.0
STOPPING_SECONDS = 40.0
READING_SECONDS = 20.0


@functools.cache
def hotkey_option(program: str) -> str:
    """Returns how `miner submit` of this program calls the option for the hotkey's name."""
    text = subprocess.run([program, "miner", "submit", "--help"], capture_output=True, text=True).stdout
    return "--wallet.hotkey" if "--wallet.hotkey" in text else "--hotkey"


class Arena:
    """An arena, which need not exist yet, and at most one validator that this object started."""

    def __init__(self, program: str, home: str, preset: str = "demo", judge: str | None = None) -> None:
        self.program, self.home, self.preset, self.judge = os.path.abspath(program), home, preset, judge
        self.validator: subprocess.Popen[bytes] | None = None
        # What tells a competitor's commands who pays for a place on the chain.
        self.paying: list[str] = []

    @property
    def network(self) -> list[str]:
        """The options by which commands find a chain that is not embedded."""
        return []

    @property
    def place(self) -> list[str]:
        """The options that every command about this arena has."""
        return ["--home", self.home, "--preset", self.preset]

    @property
    def log(self) -> str:
        """What all validators of this arena said."""
        path = Path(f"{self.home}.log")
        return path.read_text(errors="replace") if path.exists() else ""

    def start(self, **environment: str) -> None:
        """Starts the validator, with more variables; what it says goes to a file beside the folder."""
        command = [self.program, "validator", "run", *self.place, *self.network]
        if self.judge:
            command += ["--judge-program", self.judge]
        with open(f"{self.home}.log", "ab") as log:
            self.validator = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | environment
            )

    def wait_until_founded(self) -> None:
        """Waits until the embedded chain takes commitments."""
        deadline = time.monotonic() + FOUNDING_SECONDS
        while not os.path.exists(f"{self.home}/records.sqlite"):
            if time.monotonic() > deadline:
                raise RuntimeError(f"the validator founded no arena: {self.log}")
            time.sleep(0.05)

    def submit(self, code: Path, hotkey: str) -> dict:
        """Commits to a file, with a hotkey of this name, and returns the receipt."""
        answer = subprocess.run(self.submission(code, hotkey), check=True, capture_output=True)
        return json.loads(answer.stdout)

    def submission(self, code: Path, hotkey: str) -> list[str]:
        """Returns the command that commits to a file."""
        command = [self.program, "miner", "submit", str(code), hotkey_option(self.program), hotkey, "--json"]
        return [*command, *self.place, *self.network, *self.paying]

    def killed_at(self, label: str, code: Path, hotkey: str) -> None:
        """Commits as `submit` does, with a program that kills itself at a labelled place."""
        environment = os.environ | {"TILTYARD_KILL_AT": label}
        done = subprocess.run(self.submission(code, hotkey), capture_output=True, env=environment)
        if done.returncode != -signal.SIGKILL:
            said = done.stderr.decode(errors="replace")[-300:]
            raise RuntimeError(
                f"miner submit ended with status {done.returncode} and was not killed at {label}: {said}"
            )

    def endow(self, hotkey: str, rao: int) -> None:
        """Makes a hotkey of this name, and gives its account something on the embedded chain."""
        create = [self.program, "wallet", "create", "--only-hotkey", hotkey_option(self.program), hotkey]
        create += ["--json", "--home", self.home]
        made = json.loads(subprocess.run(create, check=True, capture_output=True).stdout)
        admit = [self.program, "validator", "admit", made["address"], "--endow-rao", str(rao), "--home", self.home]
        subprocess.run(admit, check=True, capture_output=True)

    def payments(self) -> list[tuple[int, int]]:
        """Returns where on the chain something was paid: the block, and the place in it."""
        return self.rows("SELECT block, idx FROM transfers ORDER BY block, idx", "chain")

    def board(self) -> dict:
        """Returns the board as the program prints it."""
        command = [self.program, "board", "--json", *self.place]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def rows(self, query: str, database: str = "records") -> list[tuple]:
        """Reads from one of the arena's databases.

        While a validator lives nothing is written: SQLite's own repair of what a kill left is that validator's to do,
        and until it has done it the answer waits.
        """
        deadline = time.monotonic() + READING_SECONDS
        while True:
            is_alive = self.validator is not None and self.validator.poll() is None
            try:
                return self.read(query, database, "ro" if is_alive else "rw")
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def read(self, query: str, database: str, mode: str) -> list[tuple]:
        """Runs one query; `mode` is `ro` or `rw`."""
        path = f"file:{self.home}/{database}.sqlite?mode={mode}"
        with contextlib.closing(sqlite3.connect(path, uri=True, timeout=READING_SECONDS)) as connection:
            connection.execute("PRAGMA query_only = 1")
            return connection.execute(query).fetchall()

    def judges(self) -> list[int]:
        """Returns the process numbers that living judges left in the locks of this arena's jobs.

        A judge that waits for its job is not meant: it ends with its validator.
        """
        plans = [path for name in ("plan", "match") for path in glob.glob(f"{self.home}/jobs/*/{name}.json")]
        return [judge for judge in (held_by(f"{os.path.dirname(plan)}/lock") for plan in plans) if judge]

    def is_match_at_work(self) -> bool:
        """Whether a living judge fights a title match."""
        return any(held_by(f"{os.path.dirname(path)}/lock") for path in glob.glob(f"{self.home}/jobs/*/match.json"))

    def kill_validator(self) -> None:
        """Kills the validator as a power cut would."""
        if self.validator is not None:
            self.validator.kill()
            self.validator.wait()

    def kill_judges(self) -> int:
        """Kills the judges at work and returns how many there were."""
        judges = self.judges()
        for judge in judges:
            with contextlib.suppress(ProcessLookupError):
                os.kill(judge, signal.SIGKILL)
        return len(judges)

    def stop(self) -> float:
        """Ends the validator as an operator would and returns the seconds that it took; kills what does not end."""
        began = time.monotonic()
        if self.validator is not None:
            self.validator.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.validator.wait(STOPPING_SECONDS)
        took = time.monotonic() - began
        self.kill_validator()
        return took


def held_by(lock: str) -> int | None:
    """Returns the process number in a job's lock while somebody holds it.

    The kernel's list of locks is read: trying the lock oneself could keep a judge that is just starting from it.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        inode = str(os.stat(lock).st_ino)
        held = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "FLOCK" in line]
        if any(fields[-3].split(":")[-1] == inode for fields in held):
            return int(Path(lock).read_text())
    return None
