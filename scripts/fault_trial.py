"""One trial: a copy of the template, one disturbance, and everything that has to be as if there had been none."""

import glob
import os
import shutil
import time
from dataclasses import dataclass, field
from typing import Protocol

import arena_state
import evidence_state
import fault_places
import fee_state
import match_state
import process_tree
from arena_process import Arena
from arena_template import Template

LEFTOVER_SECONDS = 10.0
POLL_SECONDS = 0.1


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

    @property
    def home(self) -> str:
        """The folder of the trial's arena."""
        return f"{self.folder}/trial-{self.number}"

    def is_settled(self, arena: Arena) -> bool:
        """Whether everything that the template leads to has come to its end."""
        return arena_state.is_settled(arena, self.template.count, self.template.matches)


class Disturbance(Protocol):
    """Something that happens to an arena. Afterwards a validator works in it."""

    def prepare(self, stage: Stage) -> None:
        """Does what has to be done before the arena is copied."""

    def disturb(self, arena: Arena, outcome: "Outcome", stage: Stage) -> None:
        """Starts the validator and disturbs it."""


@dataclass
class Outcome:
    """What a trial came to."""

    disturbance: Disturbance
    stage: Stage
    # Whether the disturbance took place.
    is_disturbed: bool = False
    # What is worth telling about it.
    note: str = ""
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)
    state: dict = field(default_factory=dict)
    passes: dict[str, int] = field(default_factory=dict)


def play(stage: Stage, disturbance: Disturbance) -> Outcome:
    """Plays one trial in a process of its own, whose descendants are then all the trial's."""
    process_tree.adopt_orphans()
    groups = process_tree.control_groups()
    outcome, arena = Outcome(disturbance, stage), Arena(stage.program, stage.home, stage.template.preset, stage.judge)
    disturbance.prepare(stage)
    stage.template.copy(stage.home)
    began = time.monotonic()
    try:
        disturbance.disturb(arena, outcome, stage)
        finish(arena, outcome, stage)
        outcome.seconds = time.monotonic() - began
        if not outcome.problems:
            examine(arena, outcome)
        if (took := arena.stop()) > 30:
            outcome.problems.append(f"the validator took {took:.0f} s to stop")
        outcome.problems += evidence_state.problems(arena)
        outcome.problems += arena_state.leftovers(arena)
        outcome.problems += process_tree.wait_for_none(LEFTOVER_SECONDS)
        outcome.problems += process_tree.wait_for_no_group(groups, LEFTOVER_SECONDS)
    except (RuntimeError, OSError) as error:
        outcome.problems.append(str(error))
    finally:
        process_tree.end_all()
    return outcome


def clear(stage: Stage) -> None:
    """Removes the folder of a trial and the files beside it."""
    shutil.rmtree(stage.home, ignore_errors=True)
    for path in glob.glob(f"{stage.home}.*"):
        os.unlink(path)


def finish(arena: Arena, outcome: Outcome, stage: Stage) -> None:
    """Waits until everything is judged and the champion was paid."""
    deadline = time.monotonic() + stage.patience
    while not (stage.is_settled(arena) and arena_state.is_paid(arena)):
        process_tree.reap({arena.validator.pid})
        if arena.validator.poll() is not None:
            outcome.problems.append(f"the validator ended with status {arena.validator.returncode}")
            return
        if time.monotonic() > deadline:
            outcome.problems.append(f"not everything was judged and paid within {stage.patience:.0f} s")
            return
        time.sleep(POLL_SECONDS)


def examine(arena: Arena, outcome: Outcome) -> None:
    """Notes what the arena came to, and what is wrong with it by itself."""
    outcome.problems += arena_state.judgement_problems(arena)
    outcome.problems += match_state.match_problems(arena)
    outcome.problems += arena_state.payment_problems(arena)
    outcome.problems += arena_state.weight_problems(arena)
    outcome.problems += fee_state.fee_problems(arena)
    outcome.state = {
        "board": arena_state.board(arena),
        "crowns": arena_state.crowns(arena),
        "runs": arena_state.runs(arena),
        "codes": arena_state.codes(arena),
        "matches": match_state.matches(arena),
        "fees": fee_state.fees(arena),
    }
    outcome.passes = fault_places.passes(arena)
