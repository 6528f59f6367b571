"""How far a training result lies from the reference: statistics of the update and of the moments, not of the weights.

With d = W_final - W_initial, m the first and v the second moments, and d_ref, m_ref, v_ref those of the reference:

- update_error = |d - d_ref| / |d_ref|: 0 for the same training, 1 for none at all;
- projection = <d, d_ref> / <d_ref, d_ref>: the part of the reference's update that was made;
- first_moment_error = |m - m_ref| / |m_ref|;
- second_moment_error = |sqrt(v) - sqrt(v_ref)| / |sqrt(v_ref)|, the roots having the gradient's own unit.

Comparing weights instead would divide by their own size, which the update hardly changes, and so hide whole steps. The
moments tell what the update forgives: a step made up from momentum moves the weights about right, and leaves moments
that lack its gradient.
"""

from typing import Any

import numpy

from referee.rows import worst_row
from referee.sums import Sums
from workloads.trained import Arrays, TrainedState

KINDS = ("update", "first_moment", "second_moment")


def compare(
    names: list[str],
    initial: Arrays,
    reference: TrainedState,
    final: TrainedState,
    touched_rows: dict[str, numpy.ndarray],
) -> dict[str, Any]:
    """Returns the statistics over everything, in "tensors" those of each tensor by name, and in "rows" the worst row.

    `names` run in parallel with all arrays; `touched_rows` are those of `worst_row`. All values must be finite, and no
    second moment negative.
    """
    totals, tensors = {kind: Sums() for kind in KINDS}, []
    for index, name in enumerate(names):
        sums = tensor_sums(index, initial, reference, final)
        for kind in KINDS:
            totals[kind].add(sums[kind])
        tensors.append({"name": name, **figures(sums)})
    rows = worst_row(names, initial, reference.weights, final.weights, touched_rows)
    return {**figures(totals), "rows": rows, "tensors": tensors}


def tensor_sums(index: int, initial: Arrays, reference: TrainedState, final: TrainedState) -> dict[str, Sums]:
    """Returns the sums of each kind over one tensor."""
    start = initial[index].astype(numpy.float64)
    return {
        "update": Sums.of(final.weights[index] - start, reference.weights[index] - start),
        "first_moment": Sums.of(final.first_moments[index], reference.first_moments[index]),
        "second_moment": Sums.of(root(final.second_moments[index]), root(reference.second_moments[index])),
    }


def root(second_moments: numpy.ndarray) -> numpy.ndarray:
    """Returns square roots in float64."""
    return numpy.sqrt(second_moments.astype(numpy.float64))


def figures(sums: dict[str, Sums]) -> dict[str, float]:
    """Returns the statistics that sums lead to."""
    return {
        "update_error": sums["update"].error,
        "projection": sums["update"].projection,
        "first_moment_error": sums["first_moment"].error,
        "second_moment_error": sums["second_moment"].error,
    }
