"""Faults of the world around a validator: its disk, its databases, its clock, its operator.

Each is a disturbance of a trial, after which the board has to be that of the undisturbed one.
"""

import contextlib
import ctypes
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from arena_process import Arena
from fault_trial import Outcome, Stage

CLONE_NEWNS = 0x20000
MS_REC_PRIVATE = 0x4000 | 0x40000
LOCKED_SECONDS = 20.0
FULL_SECONDS = 8.0
REFUSAL_SECONDS = 30.0
HOUR = 3600


@dataclass(frozen=True)
class WorldFault:
    """A fault by its name, and what makes it."""

    name: str
    disturbance: Callable[[Arena, Stage], str]
    needs_own_disk: bool = False

    def __str__(self) -> str:
        return self.name

    def prepare(self, stage: Stage) -> None:
        """Mounts a small disk for the arena that only this process and its children see."""
        if self.needs_own_disk:
            os.mkdir(stage.home)
            libc = ctypes.CDLL(None, use_errno=True)
            if (
                libc.unshare(CLONE_NEWNS) != 0
                or libc.mount(b"none", b"/", None, MS_REC_PRIVATE, None) != 0
                or libc.mount(b"tmpfs", stage.home.encode(), b"tmpfs", 0, b"size=32m") != 0
            ):
                raise OSError(ctypes.get_errno(), "a small disk cannot be mounted here")

    def disturb(self, arena: Arena, outcome: Outcome, stage: Stage) -> None:
        """Makes the fault."""
        outcome.note = self.disturbance(arena, stage)
        outcome.is_disturbed = True


def require(holds: bool, sentence: str) -> None:
    """Fails the trial with a sentence unless something holds."""
    if not holds:
        raise RuntimeError(sentence)


def wait(what: str, holds: Callable[[], object], seconds: float = 60.0) -> None:
    """Waits until something holds; fails the trial when it takes too long."""
    deadline = time.monotonic() + seconds
    while not holds():
        require(time.monotonic() < deadline, f"{what}: not within {seconds:.0f} s")
        time.sleep(0.02)


def start_and_wait_for_verdict(arena: Arena, **environment: str) -> None:
    """Starts the validator and waits until it has taken a result, so that the fault meets it at work."""
    arena.start(**environment)
    wait("the first verdict", lambda: arena.rows("SELECT COUNT(*) FROM verdicts")[0][0])


def failed_steps(arena: Arena) -> int:
    """Returns how many failed steps the validators have reported."""
    return arena.log.count("a step failed")


def fill_disk(arena: Arena, stage: Stage) -> str:
    """Leaves no byte on the disk for a while, then gives it back."""
    start_and_wait_for_verdict(arena)
    filler = Path(arena.home) / "filler"
    with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    wait("a report of the full disk", lambda: failed_steps(arena))
    require("full" in arena.log, "the log does not say that the disk is full")
    time.sleep(FULL_SECONDS)
    require(arena.validator.poll() is None, "the validator ended on a full disk")
    filler.unlink()
    return f"{failed_steps(arena)} steps failed in {FULL_SECONDS:.0f} s"


@contextlib.contextmanager
def locked(arena: Arena, database: str) -> Iterator[None]:
    """Holds a database's lock for writing."""
    with contextlib.closing(sqlite3.connect(f"{arena.home}/{database}.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout = 10000")
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@dataclass(frozen=True)
class LockedDatabase:
    """Another process holds a database's lock."""

    database: str

    def __call__(self, arena: Arena, stage: Stage) -> str:
        start_and_wait_for_verdict(arena)
        with locked(arena, self.database):
            time.sleep(LOCKED_SECONDS)
        require(failed_steps(arena) > 0, "nothing was reported while the database was locked")
        require(arena.validator.poll() is None, "the validator ended while the database was locked")
        return f"{failed_steps(arena)} steps failed in {LOCKED_SECONDS:.0f} s"


@dataclass(frozen=True)
class DamagedDatabase:
    """While no validator works, a database is damaged; the next one refuses; then the file is restored."""

    database: str
    damage: Callable[[Path], None]

    def __call__(self, arena: Arena, stage: Stage) -> str:
        start_and_wait_for_verdict(arena)
        arena.stop()
        path = Path(f"{arena.home}/{self.database}.sqlite")
        arena.rows("SELECT COUNT(*) FROM sqlite_master", self.database)
        saved = shutil.copy(path, f"{path}.saved")
        self.damage(path)
        before, said = digest(path), len(arena.log)
        arena.start()
        try:
            status = arena.validator.wait(REFUSAL_SECONDS)
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"the validator works on with a damaged {path.name}") from None
        sentence = arena.log[said:].strip().splitlines()[-1]
        require(status != 0, "the validator ended with status 0")
        require(path.name in sentence, f"the last line does not name {path.name}: {sentence}")
        require(digest(path) == before, f"the damaged {path.name} was changed")
        os.replace(saved, path)
        arena.start()
        return f"status {status}, {sentence.replace(arena.home, 'HOME')!r}"


def digest(path: Path) -> str:
    """Returns a file's hash, or nothing where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def overwrite_header(path: Path) -> None:
    """Makes a file one that is no database."""
    with open(path, "r+b") as file:
        file.write(b"\xff" * 512)


def overwrite_pages(path: Path) -> None:
    """Leaves a database's first page and destroys all others."""
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


def terminate_while_judging(arena: Arena, stage: Stage) -> str:
    """Tells the validator to stop while a judge works; the next one has to take that judge's result."""
    arena.start()
    wait("a judge at work", arena.judges)
    arena.validator.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        status = arena.validator.wait(REFUSAL_SECONDS)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"the validator did not stop within {REFUSAL_SECONDS:.0f} s") from None
    took = time.monotonic() - began
    require(status == 0, f"the validator that was told to stop ended with status {status}")
    arena.start()
    wait("a verdict", lambda: arena.rows("SELECT COUNT(*) FROM verdicts")[0][0])
    lost = arena.rows("SELECT COUNT(*) FROM executions WHERE state = 'lost'")[0][0]
    require(lost == 0, "the work of the judge at work was thrown away")
    return f"stopped in {took:.1f} s"


def start_second_validator(arena: Arena, stage: Stage) -> str:
    """Starts another validator in the same folder."""
    start_and_wait_for_verdict(arena)
    other = Arena(arena.program, arena.home, arena.preset, arena.judge)
    said = len(arena.log)
    other.start()
    try:
        status = other.validator.wait(REFUSAL_SECONDS)
    except subprocess.TimeoutExpired:
        other.kill_validator()
        raise RuntimeError("two validators work in one folder") from None
    require(status != 0, "the second validator ended with status 0")
    require("another validator" in arena.log[said:], "the second validator did not say why it ended")
    return f"the second ended with status {status}"


def jump_clock(arena: Arena, stage: Stage) -> str:
    """Puts the clock an hour forward, and back when everything is judged."""
    library, clock = f"{stage.home}.so", Path(f"{stage.home}.clock")
    source = Path(__file__).resolve().parent / "clock_shift.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, str(source), "-ldl"], check=True)
    clock.write_text("0\n")
    start_and_wait_for_verdict(arena, LD_PRELOAD=library, TILTYARD_CLOCK_FILE=str(clock))
    before = head(arena)
    set_clock(clock, HOUR)
    blocks = HOUR / stage.template.block_seconds
    wait("the chain to follow the clock", lambda: head(arena) >= before + blocks)
    wait("the end of judging", lambda: unjudged(arena, stage) == 0)
    last = head(arena)
    set_clock(clock, 0)
    time.sleep(3)
    require(head(arena) >= last, "the chain went back with the clock")
    require(arena.validator.poll() is None, "the validator ended when the clock went back")
    set_clock(clock, HOUR)
    wait("the chain to go on", lambda: head(arena) > last + 5)
    return f"{head(arena) - before} blocks, {failed_steps(arena)} steps failed"


def set_clock(clock: Path, seconds: int) -> None:
    """Shifts the validator's clock."""
    Path(f"{clock}.new").write_text(f"{seconds}\n")
    os.replace(f"{clock}.new", clock)


def head(arena: Arena) -> int:
    """Returns the newest block that the chain has stored."""
    return arena.rows("SELECT block FROM head", "chain")[0][0]


def unjudged(arena: Arena, stage: Stage) -> int:
    """Returns how many submissions have not come to their end."""
    ended = arena.rows("SELECT COUNT(*) FROM submissions WHERE state IN ('judged', 'rejected')")[0][0]
    return stage.template.count - ended


FAULTS = (
    WorldFault("disk full", fill_disk, needs_own_disk=True),
    WorldFault("records locked by another process", LockedDatabase("records")),
    WorldFault("chain silent: locked by another process", LockedDatabase("chain")),
    WorldFault("records overwritten", DamagedDatabase("records", overwrite_header)),
    WorldFault("records damaged inside", DamagedDatabase("records", overwrite_pages)),
    WorldFault("chain overwritten", DamagedDatabase("chain", overwrite_header)),
    WorldFault("chain gone", DamagedDatabase("chain", Path.unlink)),
    WorldFault("clock an hour forward and back", jump_clock),
    WorldFault("told to stop while judging", terminate_while_judging),
    WorldFault("two validators in one folder", start_second_validator),
)
