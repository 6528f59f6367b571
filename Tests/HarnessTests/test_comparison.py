"""The statistics against figures worked out by hand."""

import numpy
import pytest

from referee.comparison import UNEXPECTED_UPDATE_ERROR, compare


def arrays(*values):
    return [numpy.array(value, dtype=numpy.float32) for value in values]


def test_matches_a_hand_computed_example():
    initial = arrays([1.0, 1.0], [0.0])
    reference = arrays([4.0, 5.0], [0.0])  # updates (3, 4) and (0)
    final = arrays([4.0, 1.0], [2.0])  # updates (3, 0) and (2)
    figures = compare(["a", "b"], initial, reference, final)
    assert figures["update_error"] == pytest.approx((20 / 25) ** 0.5)
    assert figures["projection"] == pytest.approx(9 / 25)
    assert figures["tensors"][0] == {"name": "a", "update_error": pytest.approx(0.8), "projection": pytest.approx(0.36)}


def test_no_training_is_error_one_and_projection_zero():
    initial, reference = arrays([1.0, 2.0]), arrays([1.5, 1.0])
    figures = compare(["a"], initial, reference, initial)
    assert (figures["update_error"], figures["projection"]) == (1.0, 0.0)


def test_half_the_update_is_half_of_both():
    figures = compare(["a"], arrays([0.0, 0.0]), arrays([2.0, -4.0]), arrays([1.0, -2.0]))
    assert (figures["update_error"], figures["projection"]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("final", "expected"), [(0.0, (0.0, 1.0)), (1e-7, (UNEXPECTED_UPDATE_ERROR, 0.0))], ids=["unchanged", "changed"]
)
def test_a_tensor_that_the_reference_left_alone(final, expected):
    figures = compare(["a", "b"], arrays([0.0], [0.0]), arrays([1.0], [0.0]), arrays([1.0], [final]))
    assert (figures["tensors"][1]["update_error"], figures["tensors"][1]["projection"]) == expected
    assert figures["update_error"] == pytest.approx(final)


def test_sums_keep_updates_far_smaller_than_the_weights():
    """In float32 sums, a million weights of 1 would swallow these updates' products."""
    count = 1_000_000
    initial, reference = arrays(numpy.ones(count)), arrays(numpy.full(count, 1 + 2**-20))
    figures = compare(["a"], initial, reference, reference)
    assert (figures["update_error"], figures["projection"]) == (0.0, 1.0)
    halfway = arrays(numpy.full(count, 1 + 2**-21))
    assert compare(["a"], initial, reference, halfway)["projection"] == pytest.approx(0.5, rel=1e-12)
