"""The referee's verbs: describe, prepare, reference, verify. One JSON object a frame, one reply a frame."""

import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import memory
from service import Request, RequestError, serve
from workloads import WorkloadError, make_workload

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
            "verify": self.verify,
        }

    def handle(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Returns the reply to one request, without its "ok". Raises RequestError for an unknown verb."""
        verb = self.verbs.get(str(request.get("verb")))
        if verb is None:
            raise RequestError(f"unknown verb {request.get('verb')!r}")
        return verb(request, descriptors)

    def describe(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Takes up a workload and returns the sizes in bytes of its four kinds of memory file."""
        steps = step_count(request, "steps")
        warmup_steps = step_count(request, "warmup_steps")
        try:
            workload = make_workload(request.get("workload"))
        except WorkloadError as error:
            raise RequestError(str(error)) from error
        import torch

        from referee.evaluation import Evaluation

        torch.set_num_threads(1)
        self.evaluation = Evaluation(workload, steps, warmup_steps)
        return {
            "python": platform.python_version(),
            "torch": str(torch.__version__),
            "parameters": workload.layout.element_count,
            "embedding_parameters": workload.embedding_parameter_count,
            "weights_bytes": workload.layout.byte_count,
            "batches_bytes": workload.batches_byte_count(steps),
            "warmup_batches_bytes": workload.batches_byte_count(warmup_steps),
            "output_bytes": workload.layout.output_byte_count,
        }

    def prepare(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Fills the files [weights, batches, warm-up weights, warm-up batches] from a seed and lets go of them."""
        evaluation = self.required_evaluation()
        files = evaluation.make_inputs(request.get("seed"))
        require_sizes(descriptors, [len(data) for data in files])
        for descriptor, data in zip(descriptors, files, strict=True):
            memory.write_all(descriptor, data)
        return {}

    def reference(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Trains the reference and returns its held-out loss after and before training, in nats a token."""
        return self.required_evaluation().train_reference()

    def verify(self, request: Request, descriptors: list[int]) -> dict[str, Any]:
        """Compares the weights and moments in the output file with the reference's."""
        evaluation = self.required_evaluation()
        byte_count = evaluation.workload.layout.output_byte_count
        require_sizes(descriptors, [byte_count])
        return evaluation.verify(memory.read_all(descriptors[0], byte_count))

    def required_evaluation(self) -> "Evaluation":
        """Returns the evaluation in hand. Raises RequestError before the first describe."""
        if self.evaluation is None:
            raise RequestError("describe must come first")
        return self.evaluation


def step_count(request: Request, key: str) -> int:
    """Returns a number of steps from a request. Raises RequestError unless it is a whole number from 1 up."""
    value = request.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_STEPS:
        raise RequestError(f"{key} cannot be {value!r}")
    return value


def require_sizes(descriptors: list[int], sizes: list[int]) -> None:
    """Raises RequestError unless there is one descriptor for each size, and each file has exactly that size."""
    found = [memory.size(descriptor) for descriptor in descriptors]
    if found != sizes:
        raise RequestError(f"memory files of {found} bytes where {sizes} are due")


def run(options: list[str]) -> int:
    """Serves the host until it hangs up."""
    return serve(Referee().handle, failure_code="referee_failed")
