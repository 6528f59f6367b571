"""How far a training result lies from the reference: statistics of the update, not of the weights.

With d = W_final - W_initial and d_ref likewise for the reference, both in float64:

- update_error = |d - d_ref| / |d_ref|: 0 for the same training, 1 for none at all;
- projection = <d, d_ref> / <d_ref, d_ref>: the part of the reference's update that was made.

Comparing weights instead would divide by their own size, which the update hardly changes, and so hide whole steps.
"""

from dataclasses import dataclass
from typing import Any

import numpy

UNEXPECTED_UPDATE_ERROR = 1e9
"""update_error of a tensor that changed although the reference left it exactly as it was."""


@dataclass
class Sums:
    """Float64 sums over some elements: |d - d_ref|^2, <d, d_ref>, |d_ref|^2 and |d|^2."""

    difference: float = 0.0
    product: float = 0.0
    reference: float = 0.0
    update: float = 0.0

    @classmethod
    def of_tensor(cls, initial: numpy.ndarray, reference: numpy.ndarray, final: numpy.ndarray) -> "Sums":
        """Returns the sums over one tensor; the three arrays have the same shape."""
        start = initial.astype(numpy.float64)
        expected = (reference - start).ravel()
        update = (final - start).ravel()
        difference = update - expected
        return cls(
            float(difference @ difference),
            float(update @ expected),
            float(expected @ expected),
            float(update @ update),
        )

    def add(self, other: "Sums") -> None:
        """Adds another tensor's sums."""
        self.difference += other.difference
        self.product += other.product
        self.reference += other.reference
        self.update += other.update

    def figures(self) -> dict[str, float]:
        """Returns update_error and projection, always finite.

        A tensor that the reference did not change at all leaves nothing to divide by. It must then be unchanged
        here too: that is error 0 and projection 1; any change is error 1e9 and projection 0, beyond every limit.
        """
        if self.reference == 0:
            if self.update == 0:
                return {"update_error": 0.0, "projection": 1.0}
            return {"update_error": UNEXPECTED_UPDATE_ERROR, "projection": 0.0}
        return {
            "update_error": (self.difference / self.reference) ** 0.5,
            "projection": self.product / self.reference,
        }


def compare(
    names: list[str],
    initial: list[numpy.ndarray],
    reference: list[numpy.ndarray],
    final: list[numpy.ndarray],
) -> dict[str, Any]:
    """Returns the statistics over everything, and in "tensors" those of each tensor by name.

    The four lists run in parallel. All values must be finite.
    """
    total, tensors = Sums(), []
    for name, *arrays in zip(names, initial, reference, final, strict=True):
        sums = Sums.of_tensor(*arrays)
        total.add(sums)
        tensors.append({"name": name, **sums.figures()})
    return {**total.figures(), "tensors": tensors}
