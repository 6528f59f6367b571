"""What every contract offers to the shim."""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from contestant.files import InputFile
from contestant.job import Job
from contestant.output import OutputFile

Functions = dict[str, Callable[..., Any]]
"""What a submission defines, by name."""


class Contract(Protocol):
    """One submission under one contract: made once, then `warm_up`, `train` and `hand_back`, each once.

    `NAME` is the one in presets, `FUNCTIONS` are those that a submission must define. All operations raise
    ContestantError and nothing else.
    """

    NAME: ClassVar[str]
    FUNCTIONS: ClassVar[tuple[str, ...]]

    def __init__(self, job: Job, functions: Functions) -> None: ...

    def warm_up(self) -> None:
        """Does what is not timed; in the end the model has the run's initial weights."""
        ...

    def train(self, batches: InputFile) -> None:
        """Trains for the job's steps on a batches file. This and what follows is timed."""
        ...

    def hand_back(self, output: OutputFile) -> None:
        """Writes what the training left behind."""
        ...
