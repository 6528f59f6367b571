"""What a workload offers to referee, contestant and calibration, whatever model is behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy
import torch

from layout import WeightsLayout

Forward = Callable[[torch.Tensor], torch.Tensor]
"""Logits (rows, positions, vocabulary) of int64 tokens (rows, positions), on whichever device the tokens lie."""

ARITHMETICS = ("class", "float32", "autocast")
"""How a forward pass computes: as its precision class does, as the parameters' dtype has it, or under autocast."""


@dataclass(frozen=True)
class Shape:
    """The sizes that the amount of work follows from."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    sequence_length: int
    batch: int


class Workload(Protocol):
    """A model, its data and its optimizer, all fixed by a description.

    `layout` holds every parameter in `named_parameters()` order, a shared one once. `precision` is one of
    `workloads.settings.PRECISIONS`, `dtype` the type of the parameters that it means. `device` is "cpu" or "cuda".
    `ungraded` names the parameters that verification leaves out, because no two honest programs agree about them.
    """

    name: str
    layout: WeightsLayout
    precision: str
    dtype: torch.dtype
    device: str
    batch: int
    sequence_length: int
    shape: Shape
    ungraded: frozenset[str]

    @property
    def embedding_parameter_count(self) -> int:
        """Number of parameters in lookup tables, which cost no matrix multiplication."""
        ...

    def make_model(self) -> torch.nn.Module:
        """Returns a model on its device, in training mode and its class's dtype; its weights have yet to be loaded."""
        ...

    def blocks(self, model: torch.nn.Module) -> list[torch.nn.Module]:
        """Returns the transformer blocks of a model in the order in which they run."""
        ...

    def forward_of(self, model: torch.nn.Module, arithmetic: str = "class") -> Forward:
        """Returns a model's forward pass, in one of `ARITHMETICS`."""
        ...

    def make_optimizer(self, model: torch.nn.Module) -> torch.optim.AdamW:
        """Returns the optimizer that the final weights must come from, over all parameters in one group."""
        ...

    def initial_weights(self, generator: numpy.random.Generator) -> list[numpy.ndarray]:
        """Returns one float32 array per slot of the layout, each exact in the class's dtype."""
        ...

    def make_batches(self, generator: numpy.random.Generator, steps: int) -> numpy.ndarray:
        """Returns int64 tokens of shape (steps, batch, sequence_length)."""
        ...

    def batches_byte_count(self, steps: int) -> int:
        """Returns the size in bytes of a file with that many batches."""
        ...

    def touched_rows(self, batches: numpy.ndarray) -> dict[str, numpy.ndarray]:
        """Returns, by the name of each embedding table, which of its rows training on the batches looks up.

        `batches` are int64 (steps, batch, sequence_length); the values are bool of shape (rows of the table,).
        """
        ...
