"""The worst row of the embedding tables: leaving out rare tokens hardly shows in sums over everything.

A row's error is |d - d_ref| measured against the larger of |d_ref| and the root mean square of |d_ref| over the rows of
its table that the batches looked up. A row that was never looked up only gets weight decay, an update so small that
rounding alone is a large part of it; measured against what a row usually gets, that rounding is as small as it is.
"""

from typing import Any

import numpy

from referee.measure import RowSums
from referee.sums import UNEXPECTED_ERROR


def worst_row(tables: dict[str, RowSums], touched_rows: dict[str, numpy.ndarray]) -> dict[str, Any]:
    """Returns {"tensor", "worst", "row"}: the table's name, the error and the index of the row with the largest error.

    `tables` are the sums of all tables by name, and `touched_rows` says which of a table's rows were looked up: bool
    of shape (rows of the table,).
    """
    worst = {"tensor": "", "worst": -1.0, "row": 0}
    for name, sums in tables.items():
        errors = row_errors(sums, touched_rows[name])
        row = int(errors.argmax())
        if errors[row] > worst["worst"]:
            worst = {"tensor": name, "worst": float(errors[row]), "row": row}
    return worst


def row_errors(sums: RowSums, touched: numpy.ndarray) -> numpy.ndarray:
    """Returns float64 of shape (rows,): the error of each row of one table.

    Where there is nothing to divide by, an unchanged row has error 0 and any other 1e9.
    """
    differences, sizes = numpy.sqrt(sums.differences), numpy.sqrt(sums.references)
    usual = numpy.sqrt(numpy.mean(sums.references[touched])) if touched.any() else 0.0
    scales = numpy.maximum(sizes, usual)
    without_scale = numpy.where(differences > 0, UNEXPECTED_ERROR, 0.0)
    return numpy.divide(differences, scales, out=without_scale, where=scales > 0)
