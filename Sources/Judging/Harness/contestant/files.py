"""The contestant's view of its input files."""

import mmap
import os

import numpy
import torch

from contestant.failure import ContestantError
from layout import WeightsLayout

COMPILED_PREFIX = "_orig_mod."
"""What `torch.compile` puts before the names of a module's parameters."""


class InputFile:
    """A sealed file from the host, mapped read-only for the life of the process."""

    def __init__(self, descriptor: int) -> None:
        try:
            self.mapping = mmap.mmap(descriptor, 0, prot=mmap.PROT_READ)
        except (OSError, ValueError) as error:
            raise ContestantError("bad_request", f"input file cannot be mapped: {error}") from error
        os.close(descriptor)

    def tokens(self, shape: tuple[int, int, int]) -> numpy.ndarray:
        """Returns the file as read-only int64 tokens of shape (steps, batch, sequence_length)."""
        count = shape[0] * shape[1] * shape[2]
        return numpy.frombuffer(self.mapping, dtype="<i8", count=count).reshape(shape)

    def load_into(self, layout: WeightsLayout, model: torch.nn.Module) -> None:
        """Copies every tensor of a weights file into the parameter of that name, in place and in its dtype."""
        parameters = named_parameters(layout, model)
        with torch.no_grad():
            for slot in layout.slots:
                values = numpy.frombuffer(self.mapping, dtype="<f4", count=slot.element_count, offset=slot.offset)
                parameters[slot.name].copy_(torch.tensor(values).view(slot.shape))


def named_parameters(layout: WeightsLayout, model: torch.nn.Module) -> dict[str, torch.nn.Parameter]:
    """Returns the model's parameters by name, as they are called where nothing is compiled.

    Raises ContestantError (bad_result) when the submission has removed, renamed or reshaped one of those in the layout.
    """
    parameters = {name.replace(COMPILED_PREFIX, ""): parameter for name, parameter in model.named_parameters()}
    for slot in layout.slots:
        found = parameters.get(slot.name)
        if found is None or tuple(found.shape) != slot.shape:
            raise ContestantError("bad_result", f"the model no longer has {slot.name} of shape {slot.shape}")
    return parameters
