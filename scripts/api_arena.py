"""A small arena for checks of the site from outside: something of everything that the API can be asked about."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import fault_cast
import showcase
from arena_process import Arena
from arena_template import Entry, hand_in, write_rules


def code(number: int, rate: int, outcome: str | None = None) -> str:
    """Returns a submission whose figures are written in it, unlike all others."""
    words = {"OUTCOME": outcome} if outcome else {}
    return fault_cast.scripted(number, RATE=float(rate), **words)


CAST = (
    Entry("ada", code(1, 10_240), 0),
    Entry("ada", code(2, 11_500), 0),
    Entry("bob", code(3, 11_480), 0),
    Entry("eve", code(4, 30_000, "update_error"), 0),
    Entry("eve", "def inner_steps(model, data_iterator:\n", 0),
)


def play(program: str, folder: Path) -> Arena:
    """Has five submissions judged, of which three are accepted; returns the arena without its validator."""
    arena = Arena(program, str(folder / "arena"), write_rules(showcase.rules(), folder), fault_cast.SCRIPTED_JUDGE)
    try:
        arena.start()
        arena.wait_until_founded()
        for count, entry in enumerate(CAST, 1):
            hand_in(arena, entry, folder)
            showcase.wait_until_judged(arena, count)
    finally:
        arena.stop()
    return arena


@contextlib.contextmanager
def served(arena: Arena, *options: str, log: Path | None = None, **environment: str) -> Iterator[tuple[str, int]]:
    """Serves an arena while the `with` lasts; gives the address and the number of the process."""
    command = [arena.program, "serve", "--port", "0", "--rate", "0", *options, *arena.place]
    with open(log or os.devnull, "wb") as errors:
        site = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=os.environ | environment)
    try:
        line = site.stdout.readline()
        if " at " not in line:
            raise RuntimeError(f"the site does not serve: {line}")
        yield line.split(" at ")[1].strip(), site.pid
    finally:
        site.terminate()
        site.wait(timeout=10)
