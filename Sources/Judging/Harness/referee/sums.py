"""Float64 sums from which a quantity's distance from the reference follows."""

from dataclasses import dataclass

import numpy

UNEXPECTED_ERROR = 1e9
"""Error where the reference has exactly zero and something else was found: beyond every limit, and finite."""


@dataclass
class Sums:
    """Sums over the elements of a quantity x: |x - x_ref|^2, <x, x_ref> and |x_ref|^2."""

    difference: float = 0.0
    product: float = 0.0
    reference: float = 0.0

    @classmethod
    def of(cls, found: numpy.ndarray, expected: numpy.ndarray) -> "Sums":
        """Returns the sums over two arrays of the same shape."""
        found, expected = found.astype(numpy.float64).ravel(), expected.astype(numpy.float64).ravel()
        difference = found - expected
        return cls(float(difference @ difference), float(found @ expected), float(expected @ expected))

    def add(self, other: "Sums") -> None:
        """Adds the sums over other elements."""
        self.difference += other.difference
        self.product += other.product
        self.reference += other.reference

    @property
    def error(self) -> float:
        """|x - x_ref| / |x_ref|, always finite.

        Where the reference is exactly zero there is nothing to divide by: the same is error 0, anything else 1e9.
        """
        if self.reference == 0:
            return 0.0 if self.difference == 0 else UNEXPECTED_ERROR
        return (self.difference / self.reference) ** 0.5

    @property
    def projection(self) -> float:
        """<x, x_ref> / <x_ref, x_ref>; where the reference is exactly zero, 1 for the same and 0 for anything else."""
        if self.reference == 0:
            return 1.0 if self.difference == 0 else 0.0
        return self.product / self.reference
