"""The worst embedding row against figures worked out by hand."""

import numpy
import pytest

from referee.rows import row_errors, worst_row
from referee.sums import UNEXPECTED_ERROR

INITIAL = numpy.zeros((4, 2), dtype=numpy.float32)
REFERENCE = numpy.array([[6, 8], [0, 2], [0, 0.001], [0, 0]], dtype=numpy.float32)  # sizes 10, 2, 0.001, 0
TOUCHED = numpy.array([True, True, False, False])
USUAL = 52**0.5  # the root mean square of 10 and 2


def errors_of(final):
    return row_errors(INITIAL, REFERENCE, numpy.array(final, dtype=numpy.float32), TOUCHED)


def test_a_large_row_is_measured_against_itself():
    assert errors_of([[6, 3], [0, 2], [0, 0.001], [0, 0]]) == pytest.approx([0.5, 0, 0, 0])


def test_a_small_row_is_measured_against_the_usual_size():
    assert errors_of([[6, 8], [0, 0], [0, 0.002], [0, 1]]) == pytest.approx([0, 2 / USUAL, 0.001 / USUAL, 1 / USUAL])


def test_a_table_that_the_reference_left_alone_must_be_left_alone():
    final = numpy.array([[0, 0], [1e-7, 0], [0, 0], [0, 0]], dtype=numpy.float32)
    assert row_errors(INITIAL, INITIAL, final, TOUCHED).tolist() == [0, UNEXPECTED_ERROR, 0, 0]


def test_names_the_worst_row_of_all_tables_and_of_nothing_else():
    spoilt = REFERENCE.copy()
    spoilt[1] = 0
    sound = REFERENCE.copy()
    sound[0, 0] += 0.1
    touched = {"tokens": TOUCHED, "positions": TOUCHED}
    found = worst_row(
        ["tokens", "matrix", "positions"], [INITIAL] * 3, [REFERENCE] * 3, [sound, INITIAL, spoilt], touched
    )
    assert found == {"tensor": "positions", "worst": pytest.approx(2 / USUAL), "row": 1}
    nothing = worst_row(["tokens"], [INITIAL], [REFERENCE], [REFERENCE], touched)
    assert nothing == {"tensor": "tokens", "worst": 0.0, "row": 0}
