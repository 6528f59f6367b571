"""Where tensors lie in a weights file."""

import numpy

from host import SMALL
from layout import ALIGNMENT_BYTES, WeightsLayout, batches_byte_count
from referee.files import pack_weights, unpack_weights
from workloads import make_workload

ODD = WeightsLayout.of_shapes([("a", (3,)), ("b", (5, 5)), ("c", (16,)), ("d", (1,))])


def test_offsets_are_aligned_and_leave_no_line_unused():
    assert [slot.offset for slot in ODD.slots] == [0, 64, 192, 256]
    assert ODD.byte_count == 320
    assert ODD.element_count == 3 + 25 + 16 + 1


def test_packing_and_unpacking_return_the_same_values():
    given = [numpy.arange(slot.element_count, dtype=numpy.float32).reshape(slot.shape) + 1 for slot in ODD.slots]
    data = pack_weights(ODD, given)
    for before, after in zip(given, unpack_weights(ODD, data), strict=True):
        numpy.testing.assert_array_equal(before, after)
    assert data[12:64] == bytes(52)
    assert data[64:68] == numpy.float32(1).tobytes()


def test_a_model_is_laid_out_in_its_own_order():
    workload = make_workload(SMALL)
    names = [name for name, _ in workload.make_model().named_parameters()]
    assert [slot.name for slot in workload.layout.slots] == names
    assert all(slot.offset % ALIGNMENT_BYTES == 0 for slot in workload.layout.slots)


def test_batches_take_eight_bytes_a_token():
    assert batches_byte_count(steps=20, batch=8, sequence_length=128) == 20 * 8 * 128 * 8
