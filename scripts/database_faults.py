"""Faults of an arena's databases: locked by somebody else, damaged, gone."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from arena_process import Arena
from fault_trial import Stage
from trial_steps import failed_steps, require, start_and_wait_for_verdict

LOCKED_SECONDS = 20.0
REFUSAL_SECONDS = 30.0


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
