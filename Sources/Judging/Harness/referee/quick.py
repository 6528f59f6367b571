"""The same sums over a piece as in `exact.py`, made from float32 differences: about as fast as memory can be read.

The difference of two float32 numbers is off by one part in 2^24 of itself at most, however close they are. Rows are
summed in float32 and the rows' sums in float64. A sum that this cannot make well raises ImpreciseError instead: one
that is not finite, as with a value that is not, and one so small that its squares may have vanished.
"""

import math

import numpy

from referee.exact import CHANGE, UpdateSums

SMALLEST_MEAN_SQUARE = 1e-33
"""Squares below 1.2e-38, which float32 may lose, are less than 2e-5 of a sum whose terms have this mean."""

TINY = numpy.float32(1e-30)
"""Added to a sum of two roots, which are zero or above 3e-23, to keep it from being zero."""


class ImpreciseError(ArithmeticError):
    """A sum that float32 cannot make."""


class Quick:
    """The three sums, with the memory for their intermediate results."""

    def __init__(self, capacity: int) -> None:
        """Takes the number of elements of the largest piece."""
        self.values = numpy.empty((2, capacity), dtype=numpy.float32)
        self.flags = numpy.empty(capacity, dtype=bool)

    def scratch(self, like: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Returns two float32 arrays of a piece's shape, with any content."""
        first, second = self.values[:, : like.size]
        return first.reshape(like.shape), second.reshape(like.shape)

    def update(self, initial: numpy.ndarray, reference: numpy.ndarray, final: numpy.ndarray) -> UpdateSums:
        """Returns the sums over the rows of the weights. Raises ImpreciseError."""
        difference, expected = self.scratch(final)
        numpy.subtract(final, reference, out=difference)
        numpy.subtract(reference, initial, out=expected)
        return UpdateSums(
            differences=squares(difference),
            references=squares(expected),
            product=total(numpy.vecdot(difference, expected)),
            weights=total(squares(reference)),
            changed=self.changed(initial, final, out=difference),
        )

    def changed(self, initial: numpy.ndarray, final: numpy.ndarray, out: numpy.ndarray) -> int:
        """Returns how many weights have left their initial values; fills `out` on the way."""
        numpy.abs(numpy.subtract(final, initial, out=out), out=out)
        flags = self.flags[: out.size].reshape(out.shape)
        return int(numpy.count_nonzero(numpy.greater(out, CHANGE, out=flags)))

    def first_moment(self, reference: numpy.ndarray, final: numpy.ndarray) -> tuple[float, float]:
        """Returns |m - m_ref|^2 and |m_ref|^2 over rows of the first moments. Raises ImpreciseError."""
        difference, _ = self.scratch(final)
        numpy.subtract(final, reference, out=difference)
        return total(squares(difference)), total(squares(reference))

    def second_moment(self, reference: numpy.ndarray, final: numpy.ndarray) -> tuple[float, float]:
        """Returns the same two sums over the square roots of the second moments. Raises ImpreciseError.

        A root's difference is that of the moments over the roots' sum, which rounding leaves alone where they are
        close. A moment below zero has no root, and its sum is not finite.
        """
        roots, difference = self.scratch(final)
        numpy.sqrt(final, out=roots)
        numpy.add(roots, numpy.sqrt(reference, out=difference), out=roots)
        numpy.add(roots, TINY, out=roots)
        numpy.divide(numpy.subtract(final, reference, out=difference), roots, out=difference)
        due = total(numpy.add.reduce(reference, axis=1))
        if not math.isfinite(due):
            raise ImpreciseError
        return total(squares(difference)), due


def squares(values: numpy.ndarray) -> numpy.ndarray:
    """Returns the sum of the squares of each row. Raises ImpreciseError."""
    sums = numpy.vecdot(values, values)
    together = total(sums)
    is_small = together < SMALLEST_MEAN_SQUARE * values.size
    if not math.isfinite(together) or (is_small and values.any()):
        raise ImpreciseError
    return sums


def total(sums: numpy.ndarray) -> float:
    """Returns the float64 sum of the float32 sums of rows."""
    return float(numpy.add.reduce(sums, dtype=numpy.float64))
