"""One trial: a copy of the template, one kill, and everything that has to be as if it had not happened."""

import os
import shutil
import signal
import time
from dataclasses import dataclass, field

import arena_state
import process_tree
from arena_process import Arena
from arena_template import Template

LEFTOVER_SECONDS = 10.0
# Places that the validator passes again and again, whether or not there is anything to do.
RECURRING = ("reveals.read", "weights.on_chain", "weights.recorded")
RECURRING_SECONDS = 20.0
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Kill:
    """When the validator is killed: at the n-th pass of a labelled place counted from 0, after a while, or never."""

    label: str | None = None
    passes: int = 0
    delay: float | None = None
    # Whether the judge at work, if there is one, is killed too.
    takes_judge: bool = False

    def __str__(self) -> str:
        if self.label:
            return f"{self.label}:{self.passes}"
        if self.delay is None:
            return "undisturbed"
        return f"after {self.delay:.2f} s, {'validator and judge' if self.takes_judge else 'validator'}"


@dataclass
class Outcome:
    """What a trial came to."""

    kill: Kill
    was_killed: bool = False
    judges_killed: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)
    state: dict = field(default_factory=dict)
    passes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """What all trials of one kind share."""

    program: str
    judge: str | None
    template: Template
    folder: str
    # Seconds from the start until everything has to be judged and paid.
    patience: float
    # Tells the folders of trials apart.
    number: int = 0


def play(stage: Stage, kill: Kill) -> Outcome:
    """Plays one trial in a process of its own, whose descendants are then all the trial's."""
    process_tree.adopt_orphans()
    groups = process_tree.control_groups()
    home = f"{stage.folder}/trial-{stage.number}"
    arena = Arena(stage.program, home, stage.template.preset, stage.judge)
    outcome = Outcome(kill)
    stage.template.copy(home)
    began = time.monotonic()
    try:
        disturb(arena, kill, outcome, stage)
        finish(arena, outcome, stage, began)
        outcome.seconds = time.monotonic() - began
        if not outcome.problems:
            examine(arena, outcome)
        if (took := arena.stop()) > 30:
            outcome.problems.append(f"the validator took {took:.0f} s to stop")
        outcome.problems += arena_state.leftovers(arena)
        outcome.problems += process_tree.wait_for_none(LEFTOVER_SECONDS)
        outcome.problems += process_tree.wait_for_no_group(groups, LEFTOVER_SECONDS)
    finally:
        process_tree.end_all()
        if not outcome.problems:
            shutil.rmtree(home, ignore_errors=True)
            os.unlink(f"{home}.log")
    return outcome


def disturb(arena: Arena, kill: Kill, outcome: Outcome, stage: Stage) -> None:
    """Starts the validator, has it killed as asked, and starts it again where it was."""
    if kill.label:
        arena.start(TILTYARD_KILL_AT=f"{kill.label}:{kill.passes}")
        outcome.was_killed = wait_for_death(arena, kill.label, stage)
    else:
        arena.start()
        if kill.delay is None:
            return
        time.sleep(kill.delay)
        arena.kill_validator()
        outcome.was_killed = True
        outcome.judges_killed = arena.kill_judges() if kill.takes_judge else 0
    if outcome.was_killed:
        arena.start()


def wait_for_death(arena: Arena, label: str, stage: Stage) -> bool:
    """Waits until the validator has killed itself; answers no when it has nothing left to do and lives."""
    began, idle_since = time.monotonic(), None
    grace = RECURRING_SECONDS if label in RECURRING else 1.0
    while time.monotonic() - began < stage.patience:
        if arena.validator.poll() is not None:
            if arena.validator.returncode != -signal.SIGKILL:
                raise RuntimeError(f"the validator ended with status {arena.validator.returncode}: {arena.log}")
            return True
        if idle_since is None and arena_state.is_settled(arena, stage.template.count):
            idle_since = time.monotonic()
        if idle_since is not None and time.monotonic() - idle_since > grace:
            return False
        time.sleep(POLL_SECONDS)
    return False


def finish(arena: Arena, outcome: Outcome, stage: Stage, began: float) -> None:
    """Waits until everything is judged and the champion was paid."""
    while not (arena_state.is_settled(arena, stage.template.count) and arena_state.is_paid(arena)):
        process_tree.reap({arena.validator.pid})
        if arena.validator.poll() is not None:
            outcome.problems.append(f"the validator ended with status {arena.validator.returncode}")
            return
        if time.monotonic() - began > stage.patience:
            outcome.problems.append(f"not everything was judged and paid within {stage.patience:.0f} s")
            return
        time.sleep(POLL_SECONDS)


def examine(arena: Arena, outcome: Outcome) -> None:
    """Notes what the arena came to, and what is wrong with it by itself."""
    outcome.problems += arena_state.judgement_problems(arena)
    outcome.problems += arena_state.payment_problems(arena)
    outcome.problems += arena_state.weight_problems(arena)
    outcome.state = {
        "board": arena_state.board(arena),
        "crowns": arena_state.crowns(arena),
        "runs": arena_state.runs(arena),
        "codes": arena_state.codes(arena),
    }
    outcome.passes = arena_state.passes(arena)
