"""Faults of the world around a validator. After each the board has to be that of the undisturbed trial."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from arena_process import Arena
from database_faults import DamagedDatabase, LockedDatabase, overwrite_header, overwrite_pages
from fault_trial import Outcome, Stage
from machine_faults import fill_disk, jump_clock, kill_launcher, mount_small_disk
from operator_faults import start_second_validator, stay_away, terminate_while_judging


@dataclass(frozen=True)
class WorldFault:
    """A fault by its name, and what makes it and says what it did."""

    name: str
    disturbance: Callable[[Arena, Stage], str]
    needs_own_disk: bool = False

    def __str__(self) -> str:
        return self.name

    def prepare(self, stage: Stage) -> None:
        """Gives the arena a disk of its own where the fault needs one."""
        if self.needs_own_disk:
            mount_small_disk(stage.home)

    def disturb(self, arena: Arena, outcome: Outcome, stage: Stage) -> None:
        """Makes the fault."""
        outcome.note = self.disturbance(arena, stage)
        outcome.is_disturbed = True


FAULTS = (
    WorldFault("disk full", fill_disk, needs_own_disk=True),
    WorldFault("records locked by another process", LockedDatabase("records")),
    WorldFault("chain silent: locked by another process", LockedDatabase("chain")),
    WorldFault("records overwritten", DamagedDatabase("records", overwrite_header)),
    WorldFault("records damaged inside", DamagedDatabase("records", overwrite_pages)),
    WorldFault("chain overwritten", DamagedDatabase("chain", overwrite_header)),
    WorldFault("chain gone", DamagedDatabase("chain", Path.unlink)),
    WorldFault("clock an hour forward and back", jump_clock),
    WorldFault("launcher of the lint killed", kill_launcher),
    WorldFault("no validator for an hour", stay_away),
    WorldFault("told to stop while judging", terminate_while_judging),
    WorldFault("two validators in one folder", start_second_validator),
)
