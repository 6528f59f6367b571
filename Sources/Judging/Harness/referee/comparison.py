"""How far a training result lies from the reference: statistics of the update and of the moments.

With W the final weights, d = W - W_initial, m the first and v the second moments, and W_ref, d_ref, m_ref, v_ref those
of the reference:

- update_error = |d - d_ref| / |d_ref|: 0 for the same training, 1 for none at all;
- projection = <d, d_ref> / <d_ref, d_ref>: the part of the reference's update that was made;
- first_moment_error = |m - m_ref| / |m_ref|;
- second_moment_error = |sqrt(v) - sqrt(v_ref)| / |sqrt(v_ref)|, the roots having the gradient's own unit;
- weight_error = |W - W_ref| / |W_ref| and changed, the share of weights that differ from the initial ones by more than
  1e-6: what older systems test.

The last two are there to be looked at. To compare weights is to divide by their own size, which the update hardly
changes, and so to hide whole steps. The moments tell what the update forgives: a step made up from momentum moves the
weights about right, and leaves moments that lack its gradient.
"""

from typing import Any

import numpy

from referee.measure import Measure
from referee.rows import worst_row
from referee.sums import StateSums
from workloads.trained import Arrays, TrainedState


def compare(
    names: list[str],
    initial: Arrays,
    reference: TrainedState,
    final: TrainedState,
    touched_rows: dict[str, numpy.ndarray],
    ungraded: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """Returns the statistics over everything, in "tensors" those of each tensor by name, and in "rows" the worst row.

    `names` run in parallel with all arrays, which are float32; `touched_rows` are those of `worst_row`. Parameters
    named in `ungraded` are in none of the figures. Initial weights and reference must be finite; for final values that
    no training leaves behind, of whatever parameter, ImpossibleStateError is raised.
    """
    measure = Measure(initial, reference, final)
    totals, tensors, tables = StateSums(), [], {}
    with numpy.errstate(all="ignore"):
        for index, name in enumerate(names):
            sums, rows = measure.tensor(index, name in touched_rows)
            if name in ungraded:
                continue
            totals.add(sums)
            tensors.append({"name": name, **figures(sums)})
            if name in touched_rows:
                tables[name] = rows
    return {
        **figures(totals),
        "weight_error": totals.weights.error,
        "changed": totals.changed / max(1, totals.elements),
        "rows": worst_row(tables, touched_rows),
        "tensors": tensors,
    }


def figures(sums: StateSums) -> dict[str, float]:
    """Returns the statistics that every tensor has, too."""
    return {
        "update_error": sums.update.error,
        "projection": sums.update.projection,
        "first_moment_error": sums.first_moment.error,
        "second_moment_error": sums.second_moment.error,
    }
