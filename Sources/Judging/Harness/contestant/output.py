"""The contestant's output file: final weights, then AdamW's first and second moments."""

import mmap

import torch

from contestant.failure import ContestantError
from contestant.files import named_parameters
from layout import OUTPUT_SECTIONS, TensorSlot, WeightsLayout


class OutputFile:
    """The output, mapped for the life of the process.

    Its pages are brought in before the clock starts, so that inside the time every value is copied exactly once: from
    the tensor where it lies to its place in the file, converted to float32 on the way.
    """

    def __init__(self, descriptor: int, layout: WeightsLayout) -> None:
        try:
            mapping = mmap.mmap(descriptor, layout.output_byte_count, flags=mmap.MAP_SHARED | mmap.MAP_POPULATE)
        except (OSError, ValueError) as error:
            raise ContestantError("bad_request", f"output file cannot be mapped: {error}") from error
        self.layout = layout
        self.sections = [
            [place_of(mapping, slot, layout.section_offset(section)) for slot in layout.slots]
            for section in OUTPUT_SECTIONS
        ]

    def write(self, model: torch.nn.Module, optimizer: torch.optim.Optimizer | None) -> None:
        """Copies every parameter and its two moments into the file; moments that do not exist are written as zeros.

        The moments are those in `optimizer.state[parameter]`, whoever put them there. Without an optimizer their parts
        of the file stay as they are: zero. Raises ContestantError (bad_result) for a parameter or moment of another
        shape or kind. What the submission has made of model and optimizer may raise anything else.
        """
        parameters = named_parameters(self.layout, model)
        weights, *moments = OUTPUT_SECTIONS
        with torch.no_grad():
            for index, slot in enumerate(self.layout.slots):
                parameter = parameters[slot.name]
                self.copy(parameter, 0, index, weights)
                if optimizer is None:
                    continue
                state = optimizer.state.get(parameter, {})
                for section, key in enumerate(moments, start=1):
                    self.copy(state.get(key), section, index, key)

    def copy(self, source: torch.Tensor | None, section: int, index: int, kind: str) -> None:
        """Copies one tensor to its place, or fills the place with zeros without one."""
        slot, place = self.layout.slots[index], self.sections[section][index]
        if source is None:
            place.zero_()
        elif isinstance(source, torch.Tensor) and source.is_floating_point() and source.shape == place.shape:
            place.copy_(source)
        else:
            raise ContestantError("bad_result", f"{kind} of {slot.name} is no real tensor of shape {slot.shape}")


def place_of(mapping: mmap.mmap, slot: TensorSlot, section_offset: int) -> torch.Tensor:
    """Returns a tensor that shares the memory of one slot."""
    offset = section_offset + slot.offset
    return torch.frombuffer(mapping, dtype=torch.float32, count=slot.element_count, offset=offset).view(slot.shape)
