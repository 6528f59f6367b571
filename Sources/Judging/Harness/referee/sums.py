"""Float64 sums from which a quantity's distance from the reference follows."""

from dataclasses import dataclass, field

UNEXPECTED_ERROR = 1e9
"""Error where the reference has exactly zero and something else was found: beyond every limit, and finite."""


@dataclass
class Sums:
    """Sums over the elements of a quantity x: |x - x_ref|^2, <x - x_ref, x_ref> and |x_ref|^2.

    The product is with the difference and not with x itself: near the reference it is small, and so is its rounding.
    """

    difference: float = 0.0
    product: float = 0.0
    reference: float = 0.0

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
        return 1.0 + self.product / self.reference


@dataclass
class StateSums:
    """The sums of every quantity over the same elements, their number, and how many of them training has changed.

    `weights` are measured from zero, the `update` from the initial weights; their differences are the same. The
    product of the weights and of the moments is of no use and stays zero.
    """

    update: Sums = field(default_factory=Sums)
    weights: Sums = field(default_factory=Sums)
    first_moment: Sums = field(default_factory=Sums)
    second_moment: Sums = field(default_factory=Sums)
    changed: int = 0
    elements: int = 0

    def add(self, other: "StateSums") -> None:
        """Adds the sums over other elements."""
        self.update.add(other.update)
        self.weights.add(other.weights)
        self.first_moment.add(other.first_moment)
        self.second_moment.add(other.second_moment)
        self.changed += other.changed
        self.elements += other.elements
