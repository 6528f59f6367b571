"""One workload in the referee's hands: inputs, reference and verdict figures of the run prepared last."""

from typing import Any

import numpy
import torch

import seeds
from referee.comparison import compare
from referee.files import pack_weights, unpack_output
from service import RequestError
from workloads.reference import train_reference
from workloads.tiny_gpt import TinyGPTWorkload, load_weights, next_token_loss
from workloads.trained import Arrays, TrainedState

HELD_OUT_BATCHES = 2

NO_FIGURES = {
    **dict.fromkeys(("update_error", "projection", "first_moment_error", "second_moment_error", "rows", "loss")),
    "tensors": [],
}


class Evaluation:
    """Keeps what is secret about a run: held-out data, initial weights and the reference's result."""

    def __init__(self, workload: TinyGPTWorkload, steps: int, warmup_steps: int) -> None:
        self.workload = workload
        self.steps = steps
        self.warmup_steps = warmup_steps
        self.initial: Arrays | None = None
        self.reference: TrainedState | None = None

    def make_inputs(self, seed_text: object) -> list[bytes]:
        """Returns the contents of the files [weights, batches, warm-up weights, warm-up batches] for a seed.

        Forgets the run before. Raises RequestError when the seed is not 64 hexadecimal digits.
        """
        try:
            seed = seeds.parse_seed(seed_text)
        except ValueError as error:
            raise RequestError(str(error)) from error
        workload = self.workload
        self.reference = None
        self.initial = workload.initial_weights(seeds.make_generator(seed, seeds.WEIGHTS))
        self.batches = workload.make_batches(seeds.make_generator(seed, seeds.BATCHES), self.steps)
        self.held_out = workload.make_batches(seeds.make_generator(seed, seeds.HELD_OUT), HELD_OUT_BATCHES)
        warmup_weights = workload.initial_weights(seeds.make_generator(seed, seeds.WARMUP_WEIGHTS))
        warmup_batches = workload.make_batches(seeds.make_generator(seed, seeds.WARMUP_BATCHES), self.warmup_steps)
        return [
            pack_weights(workload.layout, self.initial),
            self.batches.astype("<i8").tobytes(),
            pack_weights(workload.layout, warmup_weights),
            warmup_batches.astype("<i8").tobytes(),
        ]

    def train_reference(self) -> dict[str, Any]:
        """Trains one model plainly, whole batch by whole batch; returns held-out losses in nats a token."""
        if self.initial is None:
            raise RequestError("prepare must come before reference")
        loss_before = self.held_out_loss(self.initial)
        self.reference = train_reference(self.workload, self.initial, self.batches)
        self.reference_loss = self.held_out_loss(self.reference.weights)
        return {"loss": self.reference_loss, "loss_before": loss_before}

    def verify(self, output: bytes | bytearray) -> dict[str, Any]:
        """Returns the statistics of an output file's bytes.

        With anything that no training can leave behind, "finite" is false, the other figures are None and no tensor is
        listed: a value that is not finite, in the file or in the loss that the weights lead to, or a negative second
        moment. Raises RequestError before the reference has been trained.
        """
        if self.initial is None or self.reference is None:
            raise RequestError("reference must come before verify")
        final = unpack_output(self.workload.layout, output)
        loss = self.held_out_loss(final.weights) if final.is_possible else numpy.nan
        if not numpy.isfinite(loss):
            return {"finite": False, **NO_FIGURES, "reference_loss": self.reference_loss}
        names = [slot.name for slot in self.workload.layout.slots]
        touched_rows = self.workload.touched_rows(self.batches)
        figures = compare(names, self.initial, self.reference, final, touched_rows)
        return {"finite": True, "loss": loss, "reference_loss": self.reference_loss, **figures}

    def held_out_loss(self, weights: Arrays) -> float:
        """Returns the mean loss (nats a token) of weights on data that no contestant is ever handed, in their class."""
        model = self.workload.make_model()
        load_weights(model, weights)
        with torch.no_grad():
            forward = self.workload.forward_of(model)
            losses = [next_token_loss(forward, batch).item() for batch in torch.from_numpy(self.held_out)]
        return sum(losses) / len(losses)
