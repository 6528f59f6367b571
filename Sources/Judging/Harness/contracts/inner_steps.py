"""The flow of the contracts with `inner_steps(model, data_iterator, optimizer, num_steps, device)`.

The submission trains `model` in place for `num_steps` steps and returns an object with three attributes. They are
checked for their form, as published, and otherwise ignored: tokens, time and loss are what host and referee find.

`model(tokens)` returns logits, or with a model from transformers an object that has them as `logits`. A submission for
both says `outputs.logits if hasattr(outputs, "logits") else outputs`.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import torch

from contestant.files import InputFile
from contestant.job import Job
from contestant.output import OutputFile
from contracts.contract import Functions
from contracts.form import require_attributes, require_logits

FUNCTION = "inner_steps"
RESULT_ATTRIBUTES = ("final_logits", "total_tokens", "final_loss")


class InnerSteps:
    """A model and an optimizer that the submission is handed, first for a warm-up and then for the timed run.

    The model object stays the same, so that what the submission compiled or patched stays with it.
    """

    FUNCTIONS = (FUNCTION,)

    def __init__(self, job: Job, functions: Functions) -> None:
        self.job = job
        self.function = functions[FUNCTION]
        self.model = job.workload.make_model()
        self.optimizer: torch.optim.Optimizer | None = None

    def warm_up(self) -> None:
        """Calls the submission once on other weights and data, then loads the run's weights into the same model."""
        job = self.job
        self.start_from(job.warmup_weights)
        self.call("warmup_failed", job.warmup_batches, job.warmup_steps)
        self.start_from(job.weights)

    def train(self, batches: InputFile) -> None:
        """Calls the submission for the timed steps."""
        self.call("training_failed", batches, self.job.steps)

    def hand_back(self, output: OutputFile) -> None:
        """Writes the weights, and the moments of the optimizer that was handed out."""
        output.write(self.model, self.optimizer)

    def start_from(self, weights: InputFile) -> None:
        """Loads weights in place, clears gradients, sets training mode and makes a fresh optimizer."""
        with self.job.blaming("bad_result"):
            weights.load_into(self.job.workload.layout, self.model)
            self.model.train()
            self.model.zero_grad(set_to_none=True)
            self.optimizer = self.job.workload.make_optimizer(self.model)

    def call(self, failure_code: str, batches: InputFile, steps: int) -> None:
        """Calls the submission with the published parameter names and checks the form of the result."""
        with self.job.blaming(failure_code):
            result = self.function(
                model=self.model,
                data_iterator=self.batches(batches, steps),
                optimizer=self.optimizer,
                num_steps=steps,
                device=torch.device(self.job.workload.device),
            )
        with self.job.blaming("bad_result"):
            self.check_result(result, steps)

    def batches(self, file: InputFile, steps: int) -> Iterator[torch.Tensor]:
        """Yields each step's tokens, a private int64 tensor (batch, sequence_length), and starts over at the end.

        It goes round so that a submission may read ahead of the last step, as it may under the published contract. The
        tensors lie on the workload's device.
        """
        tokens, device = self.job.tokens(file, steps), self.job.workload.device
        return (torch.tensor(tokens[step], device=device) for step in itertools.cycle(range(steps)))

    def check_result(self, result: Any, steps: int) -> None:
        """Raises ContestantError (bad_result) unless a result of so many steps has the contract's form."""
        require_attributes(result, FUNCTION, RESULT_ATTRIBUTES)
        require_logits(result.final_logits, FUNCTION)
