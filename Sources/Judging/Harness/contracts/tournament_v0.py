"""The contract "tournament-v0": `setup_model`, `setup_data` and `train_step`.

- `setup_model(model_path)` returns the module that is to be trained. It may compile it and make its optimizer, whose
  class and arguments are in `optimizer.json` beside the model; see `contracts.run_files` for the formats.
- `setup_data(data_path, batch_size, seq_len)` returns an iterator over int64 tensors (batch_size, seq_len).
- `train_step(model, batch)` trains one step and returns the number of tokens in the batch, an int.

Set-up is not timed, so it sees a decoy: other weights and other data. What it must not do is keep values: the run's
weights are copied into the parameters after it has returned, and the run's data are another file with an iterator of
its own, made in the timed part. `train_step` is never called before GO, because its optimizer would remember. There
is no optimizer to hand back, so an output has weights only.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

import torch

from contestant.failure import ContestantError
from contestant.files import InputFile
from contestant.job import Job
from contestant.output import OutputFile
from contracts.contract import Functions
from contracts.form import bad_result, kind_of, require_tokens
from contracts.run_files import TokensFile, write_model, write_optimizer_figures
from text import describe_exception

END = object()


class TournamentV0:
    """A model that the submission loads and trains by its own means."""

    NAME = "tournament-v0"
    FUNCTIONS = ("setup_model", "setup_data", "train_step")

    def __init__(self, job: Job, functions: Functions) -> None:
        self.job = job
        self.setup_model, self.setup_data, self.train_step = (functions[name] for name in self.FUNCTIONS)
        self.model: torch.nn.Module | None = None
        self.folder: tempfile.TemporaryDirectory[str] | None = None
        self.data: TokensFile | None = None

    def warm_up(self) -> None:
        """Calls both set-up functions on a decoy, then copies the run's weights into the model that came of it.

        Gradients and training mode are left as the submission has them. The folder with the decoy is gone afterwards.
        """
        with tempfile.TemporaryDirectory(prefix="decoy-") as folder:
            model_path, data = self.write_decoy(folder)
            with self.job.blaming("warmup_failed"):
                self.model = self.setup_model(model_path)
                self.next_batch(self.iterator(data), 0, self.job.warmup_steps)
        if not isinstance(self.model, torch.nn.Module):
            raise bad_result(f"what setup_model returned is {kind_of(self.model)} and no torch.nn.Module")
        with self.job.blaming("bad_result"):
            self.job.weights.load_into(self.job.workload.layout, self.model)

    def train(self, batches: InputFile) -> None:
        """Fills the data file, has a new iterator made for it, and calls `train_step` for every step."""
        job = self.job
        with job.blaming("training_failed"):
            self.data.fill(job.tokens(batches, job.steps))
            iterator = self.iterator(self.data)
            for step in range(job.steps):
                tokens = self.train_step(self.model, self.next_batch(iterator, step, job.steps))
                require_tokens(tokens, job.step_tokens, "what train_step returned")

    def hand_back(self, output: OutputFile) -> None:
        """Writes the weights."""
        output.write(self.model, None)

    def write_decoy(self, folder: str) -> tuple[str, TokensFile]:
        """Writes the decoy into a folder, and beside it makes room for the run's data.

        Raises ContestantError (warmup_failed) when there is no room.
        """
        job, workload = self.job, self.job.workload
        model = workload.make_model()
        job.warmup_weights.load_into(workload.layout, model)
        length = workload.sequence_length
        try:
            path = write_model(folder, model)
            write_optimizer_figures(folder, workload.make_optimizer(model))
            decoy = TokensFile(f"{folder}/data.npy", job.warmup_steps * workload.batch, length)
            self.folder = tempfile.TemporaryDirectory(prefix="run-")
            self.data = TokensFile(f"{self.folder.name}/data.npy", job.steps * workload.batch, length)
        except Exception as error:
            sentence = f"model and data cannot be written to files: {describe_exception(error)}"
            raise ContestantError("warmup_failed", sentence) from error
        decoy.fill(job.tokens(job.warmup_batches, job.warmup_steps))
        return path, decoy

    def iterator(self, data: TokensFile) -> Iterator[Any]:
        """Has the submission make an iterator over a data file."""
        return iter(self.setup_data(data.path, self.job.workload.batch, self.job.workload.sequence_length))

    def next_batch(self, iterator: Iterator[Any], step: int, steps: int) -> torch.Tensor:
        """Returns the iterator's next batch. Raises ContestantError (bad_result) for none, or one of another form."""
        shape = (self.job.workload.batch, self.job.workload.sequence_length)
        batch = next(iterator, END)
        if batch is END:
            raise bad_result(f"the iterator of setup_data ended after {step} of {steps} batches")
        if not isinstance(batch, torch.Tensor):
            raise bad_result(f"a batch of setup_data is {kind_of(batch)} and no tensor")
        if batch.shape != shape:
            raise bad_result(f"a batch of setup_data has the shape {tuple(batch.shape)} where {shape} is due")
        return batch
