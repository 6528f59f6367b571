"""Sums over a piece in float64, for any values: slow, and used where float32 does not suffice.

This is also where values that no training leaves behind come to light, since they spoil every quick sum.
"""

from dataclasses import dataclass

import numpy

CHANGE = 1e-6
"""A weight counts as changed when it differs from the initial one by more than this."""


class ImpossibleStateError(ValueError):
    """A value that no training leaves behind: one that is not finite, or a second moment below zero."""


@dataclass(frozen=True)
class UpdateSums:
    """Sums over a piece of the weights, with d = W - W_ref and d_ref = W_ref - W_initial.

    `differences` and `references` are |d|^2 and |d_ref|^2 of each row; over all rows, `product` is <d, d_ref>,
    `weights` is |W_ref|^2, and `changed` counts the weights that have left their initial values.
    """

    differences: numpy.ndarray
    references: numpy.ndarray
    product: float
    weights: float
    changed: int


def update(initial: numpy.ndarray, reference: numpy.ndarray, final: numpy.ndarray) -> UpdateSums:
    """Returns the sums over the rows of the weights. Raises ImpossibleStateError."""
    require_finite(final)
    start, due, found = (array.astype(numpy.float64) for array in (initial, reference, final))
    difference, expected = found - due, due - start
    return UpdateSums(
        differences=numpy.vecdot(difference, difference),
        references=numpy.vecdot(expected, expected),
        product=float(numpy.vecdot(difference, expected).sum()),
        weights=float(numpy.vecdot(due, due).sum()),
        changed=int(numpy.count_nonzero(numpy.abs(found - start) > CHANGE)),
    )


def first_moment(reference: numpy.ndarray, final: numpy.ndarray) -> tuple[float, float]:
    """Returns |m - m_ref|^2 and |m_ref|^2 over rows of the first moments. Raises ImpossibleStateError."""
    require_finite(final)
    due = reference.astype(numpy.float64)
    difference = final - due
    return float(numpy.vecdot(difference, difference).sum()), float(numpy.vecdot(due, due).sum())


def second_moment(reference: numpy.ndarray, final: numpy.ndarray) -> tuple[float, float]:
    """Returns the same two sums over the square roots of the second moments. Raises ImpossibleStateError."""
    require_finite(final)
    if (final < 0).any():
        raise ImpossibleStateError("a second moment is below zero")
    due = numpy.sqrt(reference.astype(numpy.float64))
    difference = numpy.sqrt(final.astype(numpy.float64)) - due
    return float(numpy.vecdot(difference, difference).sum()), float(numpy.vecdot(due, due).sum())


def require_finite(values: numpy.ndarray) -> None:
    """Raises ImpossibleStateError unless every value is finite."""
    if not numpy.isfinite(values).all():
        raise ImpossibleStateError("a value is not finite")
