"""Steps that the faults of the world have in common."""

import time
from collections.abc import Callable

from arena_process import Arena


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


def head(arena: Arena) -> int:
    """Returns the newest block that the chain has stored."""
    return arena.rows("SELECT block FROM head", "chain")[0][0]
