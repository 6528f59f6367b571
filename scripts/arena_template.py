"""An arena whose submissions are committed once and which many trials then begin from, each with a copy.

The embedded chain tells its block from the clock and the moment of its first block. Between commitments that moment is
moved, so that every commitment falls into the block that it is meant for, and two can share one. In each copy it is
moved again, so that the same reveals lie ahead at the start of every trial. Nothing else of the chain is touched.
"""

import contextlib
import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arena_process import Arena

HELD_BLOCK_SECONDS = 3600.0
FIRST_COMMITMENT = 100
# How many fees each competitor could pay.
PURSE_FEES = 5
COMPETITORS_PLACES = ("fee.paid", "commitment.sent")


@dataclass(frozen=True)
class Entry:
    """A submission of the cast: who hands in which text, how many blocks after the first one."""

    name: str
    code: str
    offset: int
    # Whether the upload is replaced by another text once it is committed to.
    is_replaced: bool = False


@dataclass(frozen=True)
class Template:
    """A prepared arena: everything committed, nothing revealed."""

    home: str
    preset: str
    count: int
    first_reveal: int
    block_seconds: float
    # How many title matches come of it, inherited ones among them.
    matches: int = 0

    def copy(self, home: str) -> None:
        """Copies the arena; its chain goes on from one block before the first reveal."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        set_clock(home, self.first_reveal - 1, self.block_seconds)


def set_clock(home: str, block: int, block_seconds: float) -> None:
    """Has a chain that nobody has open be at the beginning of a block now."""
    created = round((time.time() - block * block_seconds) * 1000) - 1
    with contextlib.closing(sqlite3.connect(f"{home}/chain.sqlite")) as chain:
        chain.execute("UPDATE genesis SET created_at = ?, block_seconds = ?", (created, block_seconds))
        chain.commit()
        chain.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def write_rules(preset: dict, folder: Path) -> str:
    """Writes rules into a folder and returns the file."""
    path = folder / f"{preset['name']}.json"
    path.write_text(json.dumps(preset))
    return str(path)


def found(arena: Arena) -> None:
    """Has a validator found the arena and ends it."""
    arena.start()
    arena.wait_until_founded()
    if (took := arena.stop()) > 30:
        raise RuntimeError(f"the validator took {took:.0f} s to stop")


def prepare(
    make_arena: Callable[[str, str], Arena], folder: Path, preset: dict, cast: list[Entry], matches: int = 0
) -> Template:
    """Founds an arena and commits the cast, which leads to so many title matches, in its blocks.

    `make_arena` is given the arena's folder and the file of its rules.
    """
    arena = make_arena(str(folder / "template"), write_rules(preset, folder))
    found(arena)
    for entry in cast:
        block = FIRST_COMMITMENT + entry.offset
        set_clock(arena.home, block, HELD_BLOCK_SECONDS)
        receipt = hand_in(arena, entry, folder, preset.get("fee", {}).get("rao", 0))
        if receipt["committed_at"] != block:
            raise RuntimeError(f"{entry.name} was committed in block {receipt['committed_at']}, not {block}")
    schedule = preset["schedule"]
    first = FIRST_COMMITMENT + schedule["reveal_blocks"]
    return Template(arena.home, arena.preset, len(cast), first, schedule["block_seconds"], matches)


def hand_in(arena: Arena, entry: Entry, folder: Path, fee: int = 0) -> dict:
    """Commits one entry and returns its receipt.

    Where there is a fee, the program that hands in is killed after it has paid, and again after it has committed.
    """
    code = folder / f"{entry.name}.py"
    code.write_text(entry.code)
    if fee:
        arena.endow(entry.name, PURSE_FEES * fee)
        for label in COMPETITORS_PLACES:
            arena.killed_at(label, code, entry.name)
    receipt = arena.submit(code, entry.name)
    if entry.is_replaced:
        (Path(arena.home) / "uploads" / f"{receipt['code_hash']}.py").write_text("# not what was committed to\n")
    return receipt
