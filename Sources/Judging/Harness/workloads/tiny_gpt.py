"""The workload "tiny-gpt": its model, initial weights, batches and optimizer."""

import numpy
import torch

from layout import WeightsLayout, batches_byte_count
from workloads import markov
from workloads.blocks import blocks_of
from workloads.settings import TinyGPTSettings
from workloads.training import dtype_of, load_weights, make_adamw, next_token_loss, rounded_to, under_autocast
from workloads.transformer import TinyGPT
from workloads.workload import Forward, Shape

__all__ = ["Forward", "TinyGPTWorkload", "load_weights", "next_token_loss", "under_autocast"]

EMBEDDING_DEVIATION = 0.5
"""Standard deviation of both embedding tables; see `initial_weights`."""


class TinyGPTWorkload:
    """Everything that referee, contestant and calibration must agree on; a `Workload` on the processor."""

    name = "tiny-gpt"
    device = "cpu"
    ungraded: frozenset[str] = frozenset()

    def __init__(self, settings: TinyGPTSettings) -> None:
        self.settings = settings
        self.precision = settings.precision
        self.dtype = dtype_of(settings.precision)
        self.batch, self.sequence_length = settings.batch, settings.sequence_length
        # A real model: one without storage, on the device "meta", makes torch import its symbolic algebra for a second.
        self.layout = WeightsLayout.of_shapes(
            (name, tuple(parameter.shape)) for name, parameter in self.make_model().named_parameters()
        )

    def make_model(self, device: str = "cpu") -> TinyGPT:
        """Returns a model in training mode, in its class's dtype, whose weights have yet to be loaded."""
        return TinyGPT(self.settings, device).to(self.dtype)

    @property
    def shape(self) -> Shape:
        """The sizes that the amount of work follows from."""
        settings = self.settings
        return Shape(
            settings.vocabulary,
            settings.width,
            settings.layers,
            settings.heads,
            settings.sequence_length,
            settings.batch,
        )

    def blocks(self, model: torch.nn.Module) -> list[torch.nn.Module]:
        """Returns the transformer blocks in order."""
        return blocks_of(model)

    def forward_of(self, model: torch.nn.Module, arithmetic: str = "class") -> Forward:
        """Returns a model's forward pass, by default as the reference runs it in its precision class."""
        is_cast = arithmetic == "autocast" or (arithmetic == "class" and self.precision == "bf16-autocast")
        return under_autocast(model) if is_cast else model

    def make_optimizer(self, model: torch.nn.Module) -> torch.optim.AdamW:
        """Returns the optimizer that the final weights must come from, over all parameters in one group."""
        return make_adamw(model, self.settings)

    def initial_weights(self, generator: numpy.random.Generator) -> list[numpy.ndarray]:
        """Returns one float32 array per slot of the layout.

        Matrices are drawn with deviation 1 / sqrt(inputs) and embeddings with 0.5, not with the usual 0.02: AdamW
        divides by the gradient's own size, so gradients near zero would turn rounding noise into full-size updates.
        Norm gains are 1. All values are exact in the class's dtype, so that everybody starts from the same ones.
        """
        drawn = [self.drawn_tensor(generator, slot.name, slot.shape) for slot in self.layout.slots]
        return [rounded_to(self.dtype, values) for values in drawn]

    def drawn_tensor(self, generator: numpy.random.Generator, name: str, shape: tuple[int, ...]) -> numpy.ndarray:
        """Returns one parameter's initial values before rounding, float32 of the given shape."""
        if len(shape) == 1:
            return numpy.ones(shape, dtype=numpy.float32)
        deviation = EMBEDDING_DEVIATION if name.endswith("embedding.weight") else shape[1] ** -0.5
        return generator.standard_normal(shape, dtype=numpy.float32) * numpy.float32(deviation)

    def make_batches(self, generator: numpy.random.Generator, steps: int) -> numpy.ndarray:
        """Returns int64 tokens of shape (steps, batch, sequence_length)."""
        settings = self.settings
        rows = markov.sample(generator, steps * settings.batch, settings.sequence_length, settings.vocabulary)
        return rows.reshape(steps, settings.batch, settings.sequence_length)

    def batches_byte_count(self, steps: int) -> int:
        """Returns the size in bytes of a file with that many batches."""
        return batches_byte_count(steps, self.settings.batch, self.settings.sequence_length)

    def touched_rows(self, batches: numpy.ndarray) -> dict[str, numpy.ndarray]:
        """Returns, by the name of each embedding table, which of its rows training on the batches looks up.

        `batches` are int64 (steps, batch, sequence_length); the values are bool of shape (rows of the table,). The last
        token of a sequence is only ever predicted, so neither it nor its position is looked up there.
        """
        tokens = numpy.zeros(self.settings.vocabulary, dtype=bool)
        tokens[batches[:, :, :-1]] = True
        positions = numpy.arange(self.settings.sequence_length) < batches.shape[2] - 1
        return {"token_embedding.weight": tokens, "position_embedding.weight": positions}

    @property
    def embedding_parameter_count(self) -> int:
        """Number of parameters in lookup tables, which cost no matrix multiplication."""
        return sum(slot.element_count for slot in self.layout.slots if slot.name.endswith("embedding.weight"))
