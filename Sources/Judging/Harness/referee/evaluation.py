"""One workload in the referee's hands: inputs, reference and verdict figures of the run prepared last."""

from typing import Any

import numpy
import torch

import seeds
from referee.comparison import compare
from referee.files import pack_weights, unpack_weights
from service import RequestError
from workloads.tiny_gpt import TinyGPTWorkload, load_weights, next_token_loss, read_weights

HELD_OUT_BATCHES = 2


class Evaluation:
    """Keeps what is secret about a run: held-out data, initial weights and the reference's weights."""

    def __init__(self, workload: TinyGPTWorkload, steps: int, warmup_steps: int) -> None:
        self.workload = workload
        self.steps = steps
        self.warmup_steps = warmup_steps
        self.initial: list[numpy.ndarray] | None = None
        self.reference: list[numpy.ndarray] | None = None

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
        model = self.workload.make_model()
        load_weights(model, self.initial)
        optimizer = self.workload.make_optimizer(model)
        for batch in torch.from_numpy(self.batches):
            optimizer.zero_grad()
            next_token_loss(model, batch).backward()
            optimizer.step()
        self.reference = read_weights(model)
        self.reference_loss = self.held_out_loss(self.reference)
        return {"loss": self.reference_loss, "loss_before": loss_before}

    def verify(self, output: bytes | bytearray) -> dict[str, Any]:
        """Returns the statistics of an output file's bytes.

        With anything non-finite in the weights or in the loss that they lead to, "finite" is false, the other figures
        are None and no tensor is listed. Raises RequestError before the reference has been trained.
        """
        if self.initial is None or self.reference is None:
            raise RequestError("reference must come before verify")
        refused = {"finite": False, "update_error": None, "projection": None, "loss": None, "tensors": []}
        weights = unpack_weights(self.workload.layout, output)
        if not all(numpy.isfinite(tensor).all() for tensor in weights):
            return {**refused, "reference_loss": self.reference_loss}
        loss = self.held_out_loss(weights)
        if not numpy.isfinite(loss):
            return {**refused, "reference_loss": self.reference_loss}
        names = [slot.name for slot in self.workload.layout.slots]
        figures = compare(names, self.initial, self.reference, weights)
        return {"finite": True, "loss": loss, "reference_loss": self.reference_loss, **figures}

    def held_out_loss(self, weights: list[numpy.ndarray]) -> float:
        """Returns the mean loss (nats a token) of weights on data that no contestant is ever handed."""
        model = self.workload.make_model()
        load_weights(model, weights)
        with torch.no_grad():
            losses = [next_token_loss(model, batch).item() for batch in torch.from_numpy(self.held_out)]
        return sum(losses) / len(losses)
