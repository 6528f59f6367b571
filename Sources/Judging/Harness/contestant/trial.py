"""A submission with its model and files, from loading to the written output."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import torch

from contestant.failure import ContestantError, blame
from contestant.files import InputFile
from contestant.output import OutputFile
from contestant.submission import load_function
from contracts import CONTRACTS
from wire import Frame
from workloads import make_workload
from workloads.workload import Workload


@dataclass
class Trial:
    """Holds one loaded submission. `warm_up` comes first, then `train`, each once."""

    workload: Workload
    contract: ModuleType
    function: Callable[..., Any]
    path: str
    steps: int
    warmup_steps: int
    weights: InputFile
    warmup_weights: InputFile
    warmup_batches: InputFile
    output: OutputFile
    model: torch.nn.Module
    optimizer: torch.optim.Optimizer | None = None

    @classmethod
    def load(cls, frame: Frame) -> "Trial":
        """Reads the load frame, with files [weights, warm-up weights, warm-up batches, output], and the submission.

        Raises ContestantError: bad_request for the frame, or one of the codes of `load_function`.
        """
        try:
            request = json.loads(frame.payload)
            weights, warmup_weights, warmup_batches, output = frame.descriptors
            workload = make_workload(request["workload"])
            contract = CONTRACTS[request["contract"]]
            path, steps, warmup_steps = request["submission"], request["steps"], request["warmup_steps"]
            torch.set_num_threads(request["threads"])
        except (ValueError, KeyError, TypeError, RuntimeError) as error:
            raise ContestantError("bad_request", f"{type(error).__name__}: {error}") from error
        inputs = [InputFile(descriptor) for descriptor in (weights, warmup_weights, warmup_batches)]
        output_file = OutputFile(output, workload.layout)
        function = load_function(path, contract.FUNCTION)
        model = workload.make_model()
        return cls(workload, contract, function, path, steps, warmup_steps, *inputs, output_file, model)

    def warm_up(self) -> None:
        """Calls the submission once on other weights and data, then loads the run's weights into the same model.

        The model object stays, so that what the submission compiled or patched stays with it. Raises
        ContestantError: warmup_failed or bad_result.
        """
        self.start_from(self.warmup_weights)
        self.call("warmup_failed", self.batches(self.warmup_batches, self.warmup_steps), self.warmup_steps)
        self.start_from(self.weights)

    def train(self, batches: int) -> None:
        """Calls the submission for the timed steps on a batches file, then writes the output file.

        On a GPU it waits until nothing is left to be done there. Raises ContestantError: training_failed or bad_result.
        """
        self.call("training_failed", self.batches(InputFile(batches), self.steps), self.steps)
        try:
            self.output.write(self.model, self.optimizer)
            if self.workload.device == "cuda":
                torch.cuda.synchronize()
        except ContestantError:
            raise
        except Exception as error:
            raise blame("bad_result", error, self.path) from error

    def start_from(self, weights: InputFile) -> None:
        """Loads weights in place, clears gradients, sets training mode and makes a fresh optimizer."""
        weights.load_into(self.workload.layout, self.model)
        self.model.train()
        self.model.zero_grad(set_to_none=True)
        self.optimizer = self.workload.make_optimizer(self.model)

    def batches(self, file: InputFile, steps: int) -> Iterator[torch.Tensor]:
        """Yields each step's tokens, a private int64 tensor (batch, sequence_length), and starts over at the end.

        It goes round so that a submission may read ahead of the last step, as it may under the published contract. The
        tensors lie on the workload's device.
        """
        workload = self.workload
        tokens = file.tokens((steps, workload.batch, workload.sequence_length))
        return (torch.tensor(tokens[step], device=workload.device) for step in itertools.cycle(range(steps)))

    def call(self, failure_code: str, batches: Iterator[torch.Tensor], steps: int) -> None:
        """Calls the contract and checks the form of the result. Raises ContestantError."""
        try:
            device = self.workload.device
            result = self.contract.call(self.function, self.model, batches, self.optimizer, steps, device)
        except Exception as error:
            raise blame(failure_code, error, self.path) from error
        try:
            self.contract.check_result(result)
        except self.contract.ResultError as error:
            raise ContestantError("bad_result", str(error)) from error
