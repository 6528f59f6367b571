"""Where tensors lie in a weights file."""

import os

import numpy

from host import SMALL, memory_file, read_file
from layout import ALIGNMENT_BYTES, WeightsLayout, batches_byte_count
from referee.files import unpack_output, unpack_weights, write_output, write_weights
from workloads import make_workload
from workloads.trained import TrainedState

ODD = WeightsLayout.of_shapes([("a", (3,)), ("b", (5, 5)), ("c", (16,)), ("d", (1,))])


def test_offsets_are_aligned_and_leave_no_line_unused():
    assert [slot.offset for slot in ODD.slots] == [0, 64, 192, 256]
    assert ODD.byte_count == 320
    assert ODD.element_count == 3 + 25 + 16 + 1


def counted(start):
    """Returns one array per slot, of numbers that go up from `start`."""
    return [numpy.arange(slot.element_count, dtype=numpy.float32).reshape(slot.shape) + start for slot in ODD.slots]


def written(byte_count, write):
    """Returns what a function writes into a file that was full of ones."""
    file = memory_file(byte_count, b"\1" * byte_count)
    write(file)
    data = read_file(file)
    os.close(file)
    return data


def test_weights_that_are_written_and_unpacked_are_the_same():
    given = counted(1)
    data = written(ODD.byte_count, lambda file: write_weights(file, ODD, given))
    for before, after in zip(given, unpack_weights(ODD, data), strict=True):
        numpy.testing.assert_array_equal(before, after)
    assert data[12:64] == bytes(52)
    assert data[64:68] == numpy.float32(1).tobytes()


def test_an_output_that_is_written_and_unpacked_is_the_same():
    state = TrainedState(counted(1), counted(2), counted(3))
    data = written(ODD.output_byte_count, lambda file: write_output(file, ODD, state))
    found = unpack_output(ODD, data)
    for before, after in (
        (state.weights, found.weights),
        (state.first_moments, found.first_moments),
        (state.second_moments, found.second_moments),
    ):
        for array, again in zip(before, after, strict=True):
            numpy.testing.assert_array_equal(array, again)


def test_a_model_is_laid_out_in_its_own_order():
    workload = make_workload(SMALL)
    names = [name for name, _ in workload.make_model().named_parameters()]
    assert [slot.name for slot in workload.layout.slots] == names
    assert all(slot.offset % ALIGNMENT_BYTES == 0 for slot in workload.layout.slots)


def test_batches_take_eight_bytes_a_token():
    assert batches_byte_count(steps=20, batch=8, sequence_length=128) == 20 * 8 * 128 * 8
