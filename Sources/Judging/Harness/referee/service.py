"""The referee's verbs: describe, prepare, reference, export, recall, verify. One frame each way.

A host that keeps a reference for other submissions exports it once and later recalls it, instead of having it trained.
"""

import math
import os
import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import memory
import version
from service import Request, RequestError, failure, serve
from workloads import WorkloadError, make_workload
from workloads.assets import SANDBOX_FOLDER

if TYPE_CHECKING:
    from referee.evaluation import Evaluation

MAX_STEPS = 10_000


class Referee:
    """What the referee knows between requests. Each verb needs those before it; each may be repeated."""

    def __init__(self) -> None:
        self.evaluation: Evaluation | None = None
        self.verbs: dict[str, Callable[[Request, list[int]], dict[str, Any]]] = {
            "describe": self.describe,
            "prepare": self.prepare,
            "reference": self.reference,
            "export": self.export,
            "recall": self.recall,
            "verify": self.verify,
        }

    def handle(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Returns the reply to one request, without its "ok". Raises RequestError for an unknown verb."""
        verb = self.verbs.get(str(request.get("verb")))
        if verb is None:
            raise RequestError(f"unknown verb {request.get('verb')!r}")
        try:
            return verb(request, descriptors)
        except WorkloadError as error:
            raise RequestError(str(error)) from error

    def describe(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Takes up a workload and returns its sizes; those of the memory files are in bytes.

        "steps" are the most that a run may have, and "batches_bytes" belongs to them.
        """
        steps = step_count(request, "steps")
        warmup_steps = step_count(request, "warmup_steps")
        assets = SANDBOX_FOLDER if os.path.isdir(SANDBOX_FOLDER) else None
        workload = make_workload(request.get("workload"), assets)
        import torch

        from referee.evaluation import Evaluation

        torch.set_num_threads(1)
        self.evaluation = Evaluation(workload, steps, warmup_steps)
        return {
            "harness": version.digest(),
            "versions": version.libraries(),
            "packages": version.packages(),
            "python": platform.python_version(),
            "torch": str(torch.__version__),
            "device": torch.cuda.get_device_name() if workload.device == "cuda" else None,
            "parameters": workload.layout.element_count,
            "embedding_parameters": workload.embedding_parameter_count,
            "layers": workload.shape.layers,
            "width": workload.shape.width,
            "weights_bytes": workload.layout.byte_count,
            "batch_bytes": workload.batches_byte_count(1),
            "batches_bytes": workload.batches_byte_count(steps),
            "warmup_batches_bytes": workload.batches_byte_count(warmup_steps),
            "output_bytes": workload.layout.output_byte_count,
        }

    def prepare(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Fills the files [weights, batches, warm-up weights, warm-up batches] from a seed and lets go of them.

        "steps" is the length of this run and may be left out for the most that there can be.
        """
        evaluation = self.required_evaluation()
        steps = evaluation.steps
        if request.get("steps") is not None:
            steps = step_count(request, "steps", evaluation.steps)
        require_sizes(descriptors, evaluation.input_sizes(steps))
        evaluation.make_inputs(request.get("seed"), steps, descriptors)
        return {}

    def reference(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Trains the reference and returns its held-out loss after and before training, in nats a token.

        A training that ends in numbers that are not finite is the failure `workload_diverged`.
        """
        evaluation = self.required_evaluation()
        from referee.evaluation import WorkloadDivergedError

        try:
            return evaluation.train_reference()
        except WorkloadDivergedError as error:
            return failure("workload_diverged", str(error))

    def export(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Writes the reference into a file with the layout of an output; returns its losses again."""
        evaluation = self.required_evaluation()
        require_sizes(descriptors, [evaluation.workload.layout.output_byte_count])
        return evaluation.export_reference(descriptors[0])

    def recall(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Takes the reference of the prepared run from a file that `export` has filled, and its losses as given."""
        evaluation = self.required_evaluation()
        byte_count = evaluation.workload.layout.output_byte_count
        require_sizes(descriptors, [byte_count])
        losses = finite(request, "loss"), finite(request, "loss_before")
        return evaluation.recall_reference(memory.contents(descriptors[0], byte_count), *losses)

    def verify(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Compares the weights and moments in the output file with the reference's."""
        evaluation = self.required_evaluation()
        byte_count = evaluation.workload.layout.output_byte_count
        require_sizes(descriptors, [byte_count])
        return evaluation.verify(memory.contents(descriptors[0], byte_count))

    def required_evaluation(self) -> "Evaluation":
        """Returns the evaluation in hand. Raises RequestError before the first describe."""
        if self.evaluation is None:
            raise RequestError("describe must come first")
        return self.evaluation


def step_count(request: Request, key: str, most: int = MAX_STEPS) -> int:
    """Returns a number of steps from a request. Raises RequestError unless it is a whole number from 1 to `most`."""
    value = request.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
        raise RequestError(f"{key} cannot be {value!r}")
    return value


def finite(request: Request, key: str) -> float:
    """Returns a number from a request. Raises RequestError for anything else, and for one that is not finite."""
    value = request.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise RequestError(f"{key} cannot be {value!r}")
    return float(value)


def require_sizes(descriptors: list[int], sizes: list[int]) -> None:
    """Raises RequestError unless there is one descriptor for each size, and each file has exactly that size."""
    found = [memory.size(descriptor) for descriptor in descriptors]
    if found != sizes:
        raise RequestError(f"memory files of {found} bytes where {sizes} are due")


def run(options: list[str]) -> int:
    """Serves the host until it hangs up."""
    return serve(Referee().handle, failure_code="referee_failed")
