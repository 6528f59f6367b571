"""The statistics against figures worked out by hand."""

import numpy
import pytest

from referee.comparison import compare
from referee.exact import ImpossibleStateError
from referee.sums import UNEXPECTED_ERROR
from workloads.trained import TrainedState


def arrays(*values):
    return [numpy.array(value, dtype=numpy.float32) for value in values]


def state(weights, first=None, second=None):
    """Returns a state; moments that are not given are ones."""
    ones = [numpy.ones_like(array) for array in weights]
    return TrainedState(weights, first or ones, second or ones)


def compared(initial, reference, final, touched_rows=None, ungraded=frozenset()):
    """Returns the statistics for tensors named a, b, ..."""
    return compare(list("abcdef"[: len(initial)]), initial, reference, final, touched_rows or {}, ungraded)


def test_updates_match_a_hand_computed_example():
    reference = state(arrays([4.0, 5.0], [0.0]))  # updates (3, 4) and (0)
    final = state(arrays([4.0, 1.0], [2.0]))  # updates (3, 0) and (2)
    figures = compared(arrays([1.0, 1.0], [0.0]), reference, final)
    assert figures["update_error"] == pytest.approx((20 / 25) ** 0.5)
    assert figures["projection"] == pytest.approx(9 / 25)
    assert figures["tensors"][0] == {
        "name": "a",
        "update_error": pytest.approx(0.8),
        "projection": pytest.approx(0.36),
        "first_moment_error": 0.0,
        "second_moment_error": 0.0,
    }


def test_moments_match_a_hand_computed_example():
    weights = arrays([0.0, 0.0], [0.0])
    reference = state(weights, arrays([3.0, 0.0], [4.0]), arrays([9.0, 16.0], [0.0]))  # roots (3, 4) and (0)
    final = state(weights, arrays([3.0, 1.0], [2.0]), arrays([9.0, 4.0], [1.0]))  # roots (3, 2) and (1)
    figures = compared(weights, reference, final)
    assert figures["first_moment_error"] == pytest.approx((5 / 25) ** 0.5)
    assert figures["second_moment_error"] == pytest.approx((5 / 25) ** 0.5)
    first, second = figures["tensors"]
    assert (first["first_moment_error"], second["first_moment_error"]) == pytest.approx((1 / 3, 0.5))
    assert (first["second_moment_error"], second["second_moment_error"]) == pytest.approx((2 / 5, UNEXPECTED_ERROR))


def test_no_moments_at_all_are_error_one():
    weights, zeros = arrays([1.0]), arrays([0.0])
    figures = compared(zeros, state(weights, arrays([-0.5]), arrays([0.01])), state(weights, zeros, zeros))
    assert (figures["first_moment_error"], figures["second_moment_error"]) == (1.0, pytest.approx(1, abs=1e-7))


def test_no_training_is_error_one_and_projection_zero():
    initial = arrays([1.0, 2.0])
    figures = compared(initial, state(arrays([1.5, 1.0])), state(initial))
    assert (figures["update_error"], figures["projection"]) == (1.0, 0.0)


def test_half_the_update_is_half_of_both():
    figures = compared(arrays([0.0, 0.0]), state(arrays([2.0, -4.0])), state(arrays([1.0, -2.0])))
    assert (figures["update_error"], figures["projection"]) == (0.5, 0.5)


@pytest.mark.parametrize(
    ("final", "expected"), [(0.0, (0.0, 1.0)), (1e-7, (UNEXPECTED_ERROR, 0.0))], ids=["unchanged", "changed"]
)
def test_a_tensor_that_the_reference_left_alone(final, expected):
    figures = compared(arrays([0.0], [0.0]), state(arrays([1.0], [0.0])), state(arrays([1.0], [final])))
    assert (figures["tensors"][1]["update_error"], figures["tensors"][1]["projection"]) == expected
    assert figures["update_error"] == pytest.approx(final)


def test_sums_keep_updates_far_smaller_than_the_weights():
    """In float32 sums, a million weights of 1 would swallow these updates' products."""
    count = 1_000_000
    initial, reference = arrays(numpy.ones(count)), state(arrays(numpy.full(count, 1 + 2**-20)))
    figures = compared(initial, reference, reference)
    assert (figures["update_error"], figures["projection"]) == (0.0, 1.0)
    halfway = state(arrays(numpy.full(count, 1 + 2**-21)))
    assert compared(initial, reference, halfway)["projection"] == pytest.approx(0.5, rel=1e-12)


def test_weights_are_measured_by_their_own_size():
    figures = compared(arrays([1.0, 1.0], [0.0]), state(arrays([4.0, 0.0], [3.0])), state(arrays([4.0, 1.0], [3.0])))
    assert figures["weight_error"] == pytest.approx(1 / 5)


def test_a_millionth_is_no_change():
    initial = arrays(numpy.zeros(6), [0.0, 0.0])
    final = state(arrays([1e-6, -1e-6, 1.001e-6, -2e-6, 1, 0], [0.0, 0.5]))
    assert compared(initial, state(initial), final)["changed"] == pytest.approx(4 / 8)


def test_ungraded_parameters_are_in_no_figure():
    """The vector and one of two tables are far off, and the other table is half off in its second row."""
    initial = arrays([1.0, 2.0], [[0.0], [0.0]], [[0.0], [0.0]])
    reference = state(arrays([1.5, 1.0], [[1.0], [1.0]], [[1.0], [1.0]]))
    spoilt_moments = arrays([3.0, 3.0], [[1.0], [4.0]], [[1.0], [1.0]])
    final = state(arrays([9.0, 2.0], [[1.0], [9.0]], [[1.0], [0.5]]), spoilt_moments, spoilt_moments)
    both = numpy.array([True, True])
    figures = compared(initial, reference, final, {"b": both, "c": both}, ungraded=frozenset("ab"))
    assert figures["update_error"] == figures["weight_error"] == pytest.approx((0.25 / 2) ** 0.5)
    assert figures["projection"] == 0.75
    assert (figures["first_moment_error"], figures["second_moment_error"], figures["changed"]) == (0, 0, 1)
    assert figures["rows"] == {"tensor": "c", "worst": 0.5, "row": 1}
    assert [tensor["name"] for tensor in figures["tensors"]] == ["c"]


@pytest.mark.parametrize("ungraded", [frozenset(), frozenset("a")], ids=["graded", "ungraded"])
@pytest.mark.parametrize(("section", "value"), [(0, numpy.nan), (1, numpy.inf), (2, -numpy.inf), (2, -1e-30)])
def test_no_parameter_may_hold_what_no_training_leaves_behind(ungraded, section, value):
    initial, reference = arrays([1.0, 1.0]), state(arrays([2.0, 3.0]))
    sections = [arrays([2.0, 3.0]) for _ in range(3)]
    sections[section][0][1] = value
    with pytest.raises(ImpossibleStateError):
        compared(initial, reference, TrainedState(*sections), ungraded=ungraded)


@pytest.mark.parametrize(
    ("second", "is_possible"), [(0.0, True), (-0.0, True), (-1e-30, False), (numpy.nan, False), (numpy.inf, False)]
)
def test_second_moments_that_no_optimizer_can_leave(second, is_possible):
    assert state(arrays([1.0]), second=arrays([second])).is_possible is is_possible


@pytest.mark.parametrize("section", [0, 1, 2])
def test_a_value_that_is_not_finite_is_possible_nowhere(section):
    sections = [arrays([1.0], [1.0, 2.0]) for _ in range(3)]
    sections[section][1][0] = numpy.inf
    assert TrainedState(*sections).is_possible is False
