"""What training leaves behind: weights, and the moments of AdamW."""

from dataclasses import dataclass

import numpy
import torch

from layout import OUTPUT_SECTIONS

Arrays = list[numpy.ndarray]
"""One float32 array a parameter, in `named_parameters()` order."""


@dataclass(frozen=True)
class TrainedState:
    """The three sections of an output file. A parameter that AdamW has never stepped has moments of zero."""

    weights: Arrays
    first_moments: Arrays
    second_moments: Arrays

    @classmethod
    def of(cls, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> "TrainedState":
        """Returns copies of a model's parameters and of the moments that an AdamW holds for them."""
        sections = []
        for section in OUTPUT_SECTIONS:
            tensors = (section_tensor(section, parameter, optimizer) for parameter in model.parameters())
            sections.append([tensor.detach().to("cpu", torch.float32).numpy().copy() for tensor in tensors])
        return cls(*sections)

    @property
    def is_possible(self) -> bool:
        """Whether every value is finite and no second moment, a mean of squares, is negative."""
        sections = (self.weights, self.first_moments, self.second_moments)
        is_finite = all(numpy.isfinite(array).all() for section in sections for array in section)
        return is_finite and all((array >= 0).all() for array in self.second_moments)


def section_tensor(section: str, parameter: torch.Tensor, optimizer: torch.optim.Optimizer) -> torch.Tensor:
    """Returns what belongs to one parameter in one section of an output file."""
    if section == "weights":
        return parameter
    moment = optimizer.state.get(parameter, {}).get(section)
    return torch.zeros_like(parameter) if moment is None else moment
