"""Where each tensor lies inside a memory file.

A weights file holds every parameter in `named_parameters()` order as little-endian float32, row-major, each at an
offset that is a multiple of 64 bytes (a cache line, and enough for any vector load). The gaps are zero.

An output file holds three such parts one after another, each laid out like a weights file and beginning at a multiple
of 64 bytes: the weights, AdamW's first moments and its second moments. Everything is float32 whatever the precision
class: bfloat16 values are exact in it.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

ALIGNMENT_BYTES = 64
FLOAT32_BYTES = 4
INT64_BYTES = 8

OUTPUT_SECTIONS = ("weights", "exp_avg", "exp_avg_sq")
"""Parts of an output file in order; the moments are named as in the state of `torch.optim.AdamW`."""


@dataclass(frozen=True)
class TensorSlot:
    """One parameter's place: shape in elements, offset and length in bytes."""

    name: str
    shape: tuple[int, ...]
    offset: int

    @property
    def element_count(self) -> int:
        """Number of float32 values."""
        return math.prod(self.shape)

    @property
    def byte_count(self) -> int:
        """Length in bytes, without the padding that follows."""
        return self.element_count * FLOAT32_BYTES


@dataclass(frozen=True)
class WeightsLayout:
    """The places of all parameters of one model, in file order."""

    slots: tuple[TensorSlot, ...]

    @classmethod
    def of_shapes(cls, named_shapes: Iterable[tuple[str, tuple[int, ...]]]) -> "WeightsLayout":
        """Lays tensors out one after another in the order given."""
        slots, offset = [], 0
        for name, shape in named_shapes:
            slot = TensorSlot(name, tuple(shape), offset)
            slots.append(slot)
            offset = aligned(offset + slot.byte_count)
        return cls(tuple(slots))

    @property
    def byte_count(self) -> int:
        """Size of the whole file in bytes, a multiple of the alignment."""
        last = self.slots[-1]
        return aligned(last.offset + last.byte_count)

    @property
    def element_count(self) -> int:
        """Number of float32 values in all tensors together."""
        return sum(slot.element_count for slot in self.slots)

    @property
    def output_byte_count(self) -> int:
        """Size of an output file in bytes."""
        return len(OUTPUT_SECTIONS) * self.byte_count

    def section_offset(self, section: str) -> int:
        """Returns the byte offset at which a part of an output file begins."""
        return OUTPUT_SECTIONS.index(section) * self.byte_count


def aligned(offset: int) -> int:
    """Returns the first multiple of the alignment that is not below `offset`."""
    return -(-offset // ALIGNMENT_BYTES) * ALIGNMENT_BYTES


def batches_byte_count(steps: int, batch: int, sequence_length: int) -> int:
    """Returns the size of a batches file: int64 tokens of shape (steps, batch, sequence_length), no padding."""
    return steps * batch * sequence_length * INT64_BYTES
