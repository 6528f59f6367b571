"""A validator that is killed once, at a labelled place or at an instant, and started again."""

import signal
import time
from dataclasses import dataclass

from arena_process import Arena
from fault_places import PLACES
from fault_trial import POLL_SECONDS, Outcome, Stage

RECURRING_SECONDS = 20.0
IDLE_SECONDS = 1.0


@dataclass(frozen=True)
class Kill:
    """When the validator is killed: at the n-th pass of a labelled place counted from 0, after a while, or never."""

    label: str | None = None
    passes: int = 0
    delay: float | None = None
    # Whether a judge is waited for then, and killed too; and whether only one that fights a title match will do.
    takes_judge: bool = False
    is_for_match: bool = False

    def __str__(self) -> str:
        if self.label:
            return f"killed at {self.label}:{self.passes}"
        return "undisturbed" if self.delay is None else f"killed after {self.delay:.2f} s"

    def prepare(self, stage: Stage) -> None:
        """Nothing has to be done before."""

    def disturb(self, arena: Arena, outcome: Outcome, stage: Stage) -> None:
        """Starts the validator, has it killed, and starts it again."""
        if self.label:
            arena.start(TILTYARD_KILL_AT=f"{self.label}:{self.passes}")
            outcome.is_disturbed = wait_for_death(arena, self.label, stage)
        else:
            arena.start()
            if self.delay is None:
                return
            time.sleep(self.delay)
            if self.takes_judge:
                self.wait_for_judge(arena, stage)
            arena.kill_validator()
            outcome.is_disturbed = True
            outcome.note = kill_judge(arena) if self.takes_judge else "validator alone"
        if outcome.is_disturbed:
            arena.start()

    def wait_for_judge(self, arena: Arena, stage: Stage) -> None:
        """Waits until such a judge is at work, or none will be any more."""
        is_at_work = arena.is_match_at_work if self.is_for_match else arena.judges
        while not is_at_work() and not stage.is_settled(arena):
            time.sleep(0.01)


def kill_judge(arena: Arena) -> str:
    """Kills the judge at work once its validator is dead, and says what was killed."""
    work = "a title match" if arena.is_match_at_work() else "an evaluation"
    return f"validator and judge of {work}" if arena.kill_judges() else "validator; no judge at work"


def wait_for_death(arena: Arena, label: str, stage: Stage) -> bool:
    """Waits until the validator has killed itself; answers no when it has nothing left to do and lives."""
    deadline, idle_since = time.monotonic() + stage.patience, None
    grace = RECURRING_SECONDS if PLACES[label].is_recurring else IDLE_SECONDS
    while time.monotonic() < deadline:
        if arena.validator.poll() is not None:
            if arena.validator.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the validator ended with status {arena.validator.returncode}")
            return True
        if idle_since is None and stage.is_settled(arena):
            idle_since = time.monotonic()
        if idle_since is not None and time.monotonic() - idle_since > grace:
            return False
        time.sleep(POLL_SECONDS)
    return False
