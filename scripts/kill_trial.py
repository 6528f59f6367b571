"""A validator that is killed once, at a labelled place or at an instant, and started again."""

import signal
import time
from dataclasses import dataclass

import arena_state
from arena_process import Arena
from fault_trial import POLL_SECONDS, Outcome, Stage

# Places that the validator passes again and again, whether or not there is anything to do.
RECURRING = ("reveals.read", "weights.on_chain", "weights.recorded")
RECURRING_SECONDS = 20.0
IDLE_SECONDS = 1.0


@dataclass(frozen=True)
class Kill:
    """When the validator is killed: at the n-th pass of a labelled place counted from 0, after a while, or never."""

    label: str | None = None
    passes: int = 0
    delay: float | None = None
    # Whether a judge is waited for then, and killed too.
    takes_judge: bool = False

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
                wait_for_judge(arena, stage)
            arena.kill_validator()
            outcome.is_disturbed = True
            outcome.note = "validator alone"
            if self.takes_judge:
                outcome.note = "validator and judge" if arena.kill_judges() else "validator; no judge at work"
        if outcome.is_disturbed:
            arena.start()


def wait_for_judge(arena: Arena, stage: Stage) -> None:
    """Waits until a judge is at work, or none will be any more."""
    while not arena.judges() and not arena_state.is_settled(arena, stage.template.count):
        time.sleep(0.01)


def wait_for_death(arena: Arena, label: str, stage: Stage) -> bool:
    """Waits until the validator has killed itself; answers no when it has nothing left to do and lives."""
    deadline, idle_since = time.monotonic() + stage.patience, None
    grace = RECURRING_SECONDS if label in RECURRING else IDLE_SECONDS
    while time.monotonic() < deadline:
        if arena.validator.poll() is not None:
            if arena.validator.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the validator ended with status {arena.validator.returncode}")
            return True
        if idle_since is None and arena_state.is_settled(arena, stage.template.count):
            idle_since = time.monotonic()
        if idle_since is not None and time.monotonic() - idle_since > grace:
            return False
        time.sleep(POLL_SECONDS)
    return False
