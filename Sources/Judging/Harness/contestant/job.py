"""What a contestant was asked to do: the workload, the numbers of steps, and the input files."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy

from contestant.failure import ContestantError, blame
from contestant.files import InputFile
from workloads.workload import Workload


@dataclass(frozen=True)
class Job:
    """One evaluation as a contract sees it; `path` is the submission's file.

    Everything here is known before GO. The run's batches come with GO, as a file of their own.
    """

    workload: Workload
    path: str
    steps: int
    warmup_steps: int
    weights: InputFile
    warmup_weights: InputFile
    warmup_batches: InputFile

    @property
    def step_tokens(self) -> int:
        """Number of tokens that are handed out for one step."""
        return self.workload.batch * self.workload.sequence_length

    def tokens(self, file: InputFile, steps: int) -> numpy.ndarray:
        """Returns a batches file as read-only int64 tokens of shape (steps, batch, sequence_length)."""
        return file.tokens((steps, self.workload.batch, self.workload.sequence_length))

    @contextmanager
    def blaming(self, code: str) -> Iterator[None]:
        """Turns every exception of the submission's into a ContestantError with that code."""
        try:
            yield
        except ContestantError:
            raise
        except Exception as error:
            raise blame(code, error, self.path) from error
