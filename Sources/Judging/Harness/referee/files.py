"""Weights and outputs in memory files and back, by the layout in `layout.py`."""

import numpy

import memory
from layout import OUTPUT_SECTIONS, WeightsLayout, aligned
from workloads.trained import Arrays, TrainedState


def write_weights(descriptor: int, layout: WeightsLayout, arrays: Arrays, start: int = 0) -> None:
    """Writes one array per slot, the first at byte offset `start`, and zeros into the gaps between them.

    Nothing is copied on the way: a large model's weights exist once in this process.
    """
    for slot, array in zip(layout.slots, arrays, strict=True):
        values = numpy.ascontiguousarray(array, dtype="<f4").reshape(-1)
        memory.write_all(descriptor, values.view(numpy.uint8).data, start + slot.offset)
        end = slot.offset + slot.byte_count
        memory.write_all(descriptor, bytes(aligned(end) - end), start + end)


def write_output(descriptor: int, layout: WeightsLayout, state: TrainedState) -> None:
    """Writes the three sections of an output file."""
    sections = (state.weights, state.first_moments, state.second_moments)
    for name, arrays in zip(OUTPUT_SECTIONS, sections, strict=True):
        write_weights(descriptor, layout, arrays, layout.section_offset(name))


def write_batches(descriptor: int, batches: numpy.ndarray) -> None:
    """Writes a whole batches file: int64 tokens of shape (steps, batch, sequence_length)."""
    tokens = numpy.ascontiguousarray(batches, dtype="<i8").reshape(-1)
    memory.write_all(descriptor, tokens.view(numpy.uint8).data)


def unpack_weights(layout: WeightsLayout, data: memory.Buffer, start: int = 0) -> Arrays:
    """Returns one float32 array per slot, each in its slot's shape; they share the memory of `data`.

    `start` is the byte offset at which the first tensor lies.
    """
    return [
        numpy.frombuffer(data, dtype="<f4", count=slot.element_count, offset=start + slot.offset).reshape(slot.shape)
        for slot in layout.slots
    ]


def unpack_output(layout: WeightsLayout, data: memory.Buffer) -> TrainedState:
    """Returns what an output file holds; the arrays share the memory of `data`."""
    return TrainedState(*(unpack_weights(layout, data, layout.section_offset(name)) for name in OUTPUT_SECTIONS))
