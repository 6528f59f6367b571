"""Faults of the machine below a validator: its disk, its clock, the process that makes its sandboxes."""

import contextlib
import ctypes
import os
import signal
import struct
import subprocess
import time
from pathlib import Path

import process_tree
from arena_process import Arena
from fault_trial import Stage
from trial_steps import failed_steps, head, require, start_and_wait_for_verdict, wait

CLONE_NEWNS = 0x20000
MS_REC_PRIVATE = 0x4000 | 0x40000
FULL_SECONDS = 8.0
HOUR = 3600


def mount_small_disk(folder: str) -> None:
    """Mounts a small disk on a new folder, which only this process and its children see."""
    os.mkdir(folder)
    libc = ctypes.CDLL(None, use_errno=True)
    if (
        libc.unshare(CLONE_NEWNS) != 0
        or libc.mount(b"none", b"/", None, MS_REC_PRIVATE, None) != 0
        or libc.mount(b"tmpfs", folder.encode(), b"tmpfs", 0, b"size=32m") != 0
    ):
        raise OSError(ctypes.get_errno(), "a small disk cannot be mounted here")


def fill_disk(arena: Arena, stage: Stage) -> str:
    """Leaves no byte on the disk for a while, then gives it back."""
    start_and_wait_for_verdict(arena)
    filler = Path(arena.home) / "filler"
    with open(filler, "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    wait("a report of the full disk", lambda: failed_steps(arena))
    words = ("full", "No space left")
    require(any(word in arena.log for word in words), "the log does not say that the disk is full")
    time.sleep(FULL_SECONDS)
    require(arena.validator.poll() is None, "the validator ended on a full disk")
    filler.unlink()
    return f"{failed_steps(arena)} steps failed in {FULL_SECONDS:.0f} s"


def jump_clock(arena: Arena, stage: Stage) -> str:
    """Puts the clock an hour forward, and back when everything is judged."""
    library, clock = f"{stage.home}.so", Path(f"{stage.home}.clock")
    source = Path(__file__).resolve().parent / "clock_shift.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, str(source)], check=True)
    clock.write_bytes(bytes(8))
    start_and_wait_for_verdict(arena, LD_PRELOAD=library, TILTYARD_CLOCK_FILE=str(clock))
    before = head(arena)
    shift_clock(clock, HOUR)
    blocks = HOUR / stage.template.block_seconds
    wait("the chain to follow the clock", lambda: head(arena) >= before + blocks)
    wait("the end of judging", lambda: unjudged(arena, stage) == 0)
    last = head(arena)
    shift_clock(clock, 0)
    time.sleep(3)
    require(head(arena) >= last, "the chain went back with the clock")
    require(arena.validator.poll() is None, "the validator ended when the clock went back")
    shift_clock(clock, HOUR)
    wait("the chain to go on", lambda: head(arena) > last + 5)
    return f"{head(arena) - before} blocks, {failed_steps(arena)} steps failed"


def shift_clock(clock: Path, seconds: int) -> None:
    """Shifts the validator's clock; the file is written in place, since the validator has mapped it."""
    with open(clock, "r+b") as file:
        file.write(struct.pack("=q", seconds * 10**9))


def unjudged(arena: Arena, stage: Stage) -> int:
    """Returns how many submissions have not come to their end."""
    ended = arena.rows("SELECT COUNT(*) FROM submissions WHERE state IN ('judged', 'rejected')")[0][0]
    return stage.template.count - ended


def kill_launcher(arena: Arena, stage: Stage) -> str:
    """Kills the process that makes the sandboxes in which texts are looked at, three times while it is needed."""
    arena.start()
    killed = 0
    for _ in range(3):
        wait("a launcher", lambda: launchers(arena))
        for process in launchers(arena):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                killed += 1
        time.sleep(0.7)
    return f"{killed} launchers killed"


def launchers(arena: Arena) -> list[int]:
    """Returns the launchers that the validator itself started."""
    table = process_tree.parents()
    return [
        process
        for process, (parent, state) in table.items()
        if parent == arena.validator.pid and state != "Z" and " launcher" in process_tree.command(process)
    ]
