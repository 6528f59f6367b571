"""One workload in the referee's hands: inputs, reference and verdict figures of the run prepared last."""

import math
from dataclasses import dataclass
from typing import Any

import torch

import seeds
from memory import Buffer
from referee.comparison import compare
from referee.exact import ImpossibleStateError
from referee.files import unpack_output, write_batches, write_output, write_weights
from referee.listing import worst_tensors
from service import RequestError
from workloads.reference import train_reference
from workloads.trained import Arrays, TrainedState
from workloads.training import load_weights, next_token_loss
from workloads.workload import Workload

HELD_OUT_BATCHES = 2

FIGURES = (
    "update_error",
    "projection",
    "first_moment_error",
    "second_moment_error",
    "weight_error",
    "changed",
    "rows",
    "loss",
)
NO_FIGURES = {**dict.fromkeys(FIGURES), "tensors": []}


class WorkloadDivergedError(Exception):
    """A reference whose training ends in numbers that are not finite: nothing can be compared with it."""


@dataclass(frozen=True)
class Reference:
    """What the reference training left behind, and its held-out losses in nats a token."""

    state: TrainedState
    loss: float
    loss_before: float

    @property
    def losses(self) -> dict[str, float]:
        """The losses as they are reported."""
        return {"loss": self.loss, "loss_before": self.loss_before}


class Evaluation:
    """Keeps what is secret about a run: held-out data, initial weights and the reference's result.

    `steps` are the most steps that a run may have.
    """

    def __init__(self, workload: Workload, steps: int, warmup_steps: int) -> None:
        self.workload = workload
        self.steps = steps
        self.warmup_steps = warmup_steps
        self.initial: Arrays | None = None
        self.known_reference: Reference | None = None

    def input_sizes(self, steps: int) -> list[int]:
        """Returns the sizes of the files [weights, batches, warm-up weights, warm-up batches] in bytes."""
        workload = self.workload
        weights = workload.layout.byte_count
        return [
            weights,
            workload.batches_byte_count(steps),
            weights,
            workload.batches_byte_count(self.warmup_steps),
        ]

    def make_inputs(self, seed_text: object, steps: int, files: list[int]) -> None:
        """Fills the descriptors of those four files for a run of so many steps, and forgets the run before.

        Raises RequestError when the seed is not 64 hexadecimal digits.
        """
        try:
            seed = seeds.parse_seed(seed_text)
        except ValueError as error:
            raise RequestError(str(error)) from error
        workload = self.workload
        weights, batches, warmup_weights, warmup_batches = files
        self.initial = self.known_reference = None
        initial = workload.initial_weights(seeds.make_generator(seed, seeds.WEIGHTS))
        self.batches = workload.make_batches(seeds.make_generator(seed, seeds.BATCHES), steps)
        self.held_out = workload.make_batches(seeds.make_generator(seed, seeds.HELD_OUT), HELD_OUT_BATCHES)
        write_weights(weights, workload.layout, initial)
        write_batches(batches, self.batches)
        others = workload.initial_weights(seeds.make_generator(seed, seeds.WARMUP_WEIGHTS))
        write_weights(warmup_weights, workload.layout, others)
        other_batches = workload.make_batches(seeds.make_generator(seed, seeds.WARMUP_BATCHES), self.warmup_steps)
        write_batches(warmup_batches, other_batches)
        self.initial = initial

    def train_reference(self) -> dict[str, float]:
        """Trains one model plainly, whole batch by whole batch; returns held-out losses in nats a token.

        Raises WorkloadDivergedError when the training leads to numbers that are not finite.
        """
        initial = self.required_initial("reference")
        loss_before = self.held_out_loss(initial)
        state = train_reference(self.workload, initial, self.batches)
        loss = self.held_out_loss(state.weights)
        if not (math.isfinite(loss_before) and math.isfinite(loss) and state.is_possible):
            raise WorkloadDivergedError(
                f"the reference training ends in numbers that are not finite: in {len(self.batches)} steps with a "
                f"learning rate of {self.workload.settings.learning_rate:g} the loss went from {loss_before:.4g} to "
                f"{loss:.4g}"
            )
        self.known_reference = Reference(state, loss, loss_before)
        return self.known_reference.losses

    def export_reference(self, descriptor: int) -> dict[str, float]:
        """Writes the reference as an output file and returns its held-out losses."""
        reference = self.required_reference("export")
        write_output(descriptor, self.workload.layout, reference.state)
        return reference.losses

    def recall_reference(self, exported: Buffer, loss: float, loss_before: float) -> dict[str, float]:
        """Takes up an exported reference of this very run in the place of a training; returns its held-out losses.

        The buffer stays in use. Raises RequestError for values that no training leaves behind.
        """
        self.required_initial("recall")
        state = unpack_output(self.workload.layout, exported)
        if not state.is_possible:
            raise RequestError("no training leaves such a reference behind")
        self.known_reference = Reference(state, loss, loss_before)
        return self.known_reference.losses

    def verify(self, output: Buffer) -> dict[str, Any]:
        """Returns the statistics of an output file's bytes.

        With anything that no training can leave behind, "finite" is false, the other figures are None and no tensor is
        listed: a value that is not finite, in the file or in the loss that the weights lead to, or a negative second
        moment. Raises RequestError before there is a reference.
        """
        reference = self.required_reference("verify")
        final = unpack_output(self.workload.layout, output)
        failed = {"finite": False, **NO_FIGURES, "reference_loss": reference.loss}
        try:
            figures = self.compare(reference.state, final)
        except ImpossibleStateError:
            return failed
        loss = self.held_out_loss(final.weights)
        if not math.isfinite(loss):
            return failed
        return {
            "finite": True,
            "loss": loss,
            "reference_loss": reference.loss,
            **figures,
            "tensors": worst_tensors(figures["tensors"]),
        }

    def compare(self, reference: TrainedState, final: TrainedState) -> dict[str, Any]:
        """Returns the statistics of a final state. Raises ImpossibleStateError."""
        names = [slot.name for slot in self.workload.layout.slots]
        touched_rows = self.workload.touched_rows(self.batches)
        initial = self.required_initial("verify")
        return compare(names, initial, reference, final, touched_rows, self.workload.ungraded)

    def required_initial(self, verb: str) -> Arrays:
        """Returns the run's initial weights. Raises RequestError before the first prepare."""
        if self.initial is None:
            raise RequestError(f"prepare must come before {verb}")
        return self.initial

    def required_reference(self, verb: str) -> Reference:
        """Returns the run's reference. Raises RequestError before there is one."""
        if self.known_reference is None:
            raise RequestError(f"reference or recall must come before {verb}")
        return self.known_reference

    def held_out_loss(self, weights: Arrays) -> float:
        """Returns the mean loss (nats a token) of weights on data that no contestant is ever handed, in their class."""
        model = self.workload.make_model()
        load_weights(model, weights)
        with torch.no_grad():
            forward = self.workload.forward_of(model)
            batches = torch.from_numpy(self.held_out).to(self.workload.device)
            losses = [next_token_loss(forward, batch).item() for batch in batches]
        return sum(losses) / len(losses)
