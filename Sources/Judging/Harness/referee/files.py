"""Weights and outputs as bytes and back, by the layout in `layout.py`."""

import numpy

from layout import OUTPUT_SECTIONS, WeightsLayout
from workloads.trained import TrainedState


def pack_weights(layout: WeightsLayout, arrays: list[numpy.ndarray]) -> bytes:
    """Returns the contents of a weights file; the gaps between tensors are zero."""
    data = bytearray(layout.byte_count)
    for slot, array in zip(layout.slots, arrays, strict=True):
        data[slot.offset : slot.offset + slot.byte_count] = array.astype("<f4").tobytes()
    return bytes(data)


def unpack_weights(layout: WeightsLayout, data: bytes | bytearray, start: int = 0) -> list[numpy.ndarray]:
    """Returns one float32 array per slot, each in its slot's shape; they share the memory of `data`.

    `start` is the byte offset at which the first tensor lies.
    """
    return [
        numpy.frombuffer(data, dtype="<f4", count=slot.element_count, offset=start + slot.offset).reshape(slot.shape)
        for slot in layout.slots
    ]


def unpack_output(layout: WeightsLayout, data: bytes | bytearray) -> TrainedState:
    """Returns what an output file holds; the arrays share the memory of `data`."""
    return TrainedState(*(unpack_weights(layout, data, layout.section_offset(name)) for name in OUTPUT_SECTIONS))
