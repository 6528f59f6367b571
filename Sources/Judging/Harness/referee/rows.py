"""The worst row of the embedding tables: leaving out rare tokens hardly shows in sums over everything.

A row's error is |d - d_ref| measured against the larger of |d_ref| and the root mean square of |d_ref| over the rows of
its table that the batches looked up. A row that was never looked up only gets weight decay, an update so small that
rounding alone is a large part of it; measured against what a row usually gets, that rounding is as small as it is.
"""

from typing import Any

import numpy

from referee.sums import UNEXPECTED_ERROR
from workloads.trained import Arrays


def worst_row(
    names: list[str], initial: Arrays, reference: Arrays, final: Arrays, touched_rows: dict[str, numpy.ndarray]
) -> dict[str, Any]:
    """Returns {"tensor", "worst", "row"}: the table's name, the error and the index of the row with the largest error.

    `touched_rows` says, by each table's name, which of its rows were looked up: bool of shape (rows of the table,).
    """
    worst = {"tensor": "", "worst": -1.0, "row": 0}
    for name, *arrays in zip(names, initial, reference, final, strict=True):
        if name not in touched_rows:
            continue
        errors = row_errors(*arrays, touched_rows[name])
        row = int(errors.argmax())
        if errors[row] > worst["worst"]:
            worst = {"tensor": name, "worst": float(errors[row]), "row": row}
    return worst


def row_errors(
    initial: numpy.ndarray, reference: numpy.ndarray, final: numpy.ndarray, touched: numpy.ndarray
) -> numpy.ndarray:
    """Returns float64 of shape (rows,): the error of each row of one table of shape (rows, width).

    Where there is nothing to divide by, an unchanged row has error 0 and any other 1e9.
    """
    expected = reference.astype(numpy.float64) - initial
    differences = numpy.linalg.norm(final.astype(numpy.float64) - reference, axis=1)
    sizes = numpy.linalg.norm(expected, axis=1)
    usual = numpy.sqrt(numpy.mean(sizes[touched] ** 2)) if touched.any() else 0.0
    scales = numpy.maximum(sizes, usual)
    without_scale = numpy.where(differences > 0, UNEXPECTED_ERROR, 0.0)
    return numpy.divide(differences, scales, out=without_scale, where=scales > 0)
