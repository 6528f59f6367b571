"""The worst embedding row against figures worked out by hand."""

import numpy
import pytest

from referee.measure import Measure
from referee.rows import row_errors, worst_row
from referee.sums import UNEXPECTED_ERROR
from workloads.trained import TrainedState

INITIAL = numpy.zeros((4, 2), dtype=numpy.float32)
REFERENCE = numpy.array([[6, 8], [0, 2], [0, 0.001], [0, 0]], dtype=numpy.float32)  # sizes 10, 2, 0.001, 0
TOUCHED = numpy.array([True, True, False, False])
USUAL = 52**0.5  # the root mean square of 10 and 2


def sums_of(reference, final):
    """Returns the sums of a table's rows."""
    ones = numpy.ones_like(INITIAL)
    states = (
        TrainedState([numpy.array(weights, dtype=numpy.float32)], [ones], [ones]) for weights in (reference, final)
    )
    return Measure([INITIAL], *states).tensor(0, is_table=True)[1]


def errors_of(final):
    return row_errors(sums_of(REFERENCE, final), TOUCHED)


def test_a_large_row_is_measured_against_itself():
    assert errors_of([[6, 3], [0, 2], [0, 0.001], [0, 0]]) == pytest.approx([0.5, 0, 0, 0])


def test_a_small_row_is_measured_against_the_usual_size():
    assert errors_of([[6, 8], [0, 0], [0, 0.002], [0, 1]]) == pytest.approx([0, 2 / USUAL, 0.001 / USUAL, 1 / USUAL])


def test_a_table_that_the_reference_left_alone_must_be_left_alone():
    final = [[0, 0], [1e-7, 0], [0, 0], [0, 0]]
    assert row_errors(sums_of(INITIAL, final), TOUCHED).tolist() == [0, UNEXPECTED_ERROR, 0, 0]


def test_names_the_worst_row_of_all_tables():
    spoilt = REFERENCE.copy()
    spoilt[1] = 0
    sound = REFERENCE.copy()
    sound[0, 0] += 0.1
    touched = {"tokens": TOUCHED, "positions": TOUCHED}
    tables = {"tokens": sums_of(REFERENCE, sound), "positions": sums_of(REFERENCE, spoilt)}
    assert worst_row(tables, touched) == {"tensor": "positions", "worst": pytest.approx(2 / USUAL), "row": 1}
    nothing = {"tokens": sums_of(REFERENCE, REFERENCE)}
    assert worst_row(nothing, touched) == {"tensor": "tokens", "worst": 0.0, "row": 0}
