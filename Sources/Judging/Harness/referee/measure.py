"""All sums over one tensor, made in a single pass over its initial, its due and its found values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy

from referee import exact
from referee.pieces import PIECE_ELEMENTS, ROW_ELEMENTS, pieces
from referee.quick import ImpreciseError, Quick, total
from referee.sums import StateSums, Sums
from workloads.trained import Arrays, TrainedState


@dataclass(frozen=True)
class RowSums:
    """|d - d_ref|^2 and |d_ref|^2 of each row of a tensor: float64 of shape (rows,)."""

    differences: numpy.ndarray
    references: numpy.ndarray


class Measure:
    """Makes sums over one tensor after another in float32, and in float64 where that does not suffice."""

    def __init__(self, initial: Arrays, reference: TrainedState, final: TrainedState) -> None:
        widest = max((array.shape[-1] for array in initial if array.ndim), default=1)
        self.quick = Quick(max(PIECE_ELEMENTS, widest))
        self.sections = (
            initial,
            reference.weights,
            final.weights,
            reference.first_moments,
            final.first_moments,
            reference.second_moments,
            final.second_moments,
        )

    def tensor(self, index: int, is_table: bool) -> tuple[StateSums, RowSums]:
        """Returns the sums over the tensor at an index, and those of each row: a table's own, or else of pieces of it.

        Raises ImpossibleStateError for found values that no training leaves behind.
        """
        width = self.sections[0][index].shape[-1] if is_table else ROW_ELEMENTS
        flat = [arrays[index].reshape(-1) for arrays in self.sections]
        sums, differences, references = StateSums(), [], []
        for piece in pieces(flat[0].size, width):
            start, due, found, *moments = (piece.of(values) for values in flat)
            update = self.attempt("update", start, due, found)
            differences.append(update.differences)
            references.append(update.references)
            sums.add(self.piece_sums(update, start.size, *moments))
        return sums, RowSums(joined(differences), joined(references))

    def piece_sums(
        self,
        update: exact.UpdateSums,
        elements: int,
        due_first: numpy.ndarray,
        first: numpy.ndarray,
        due_second: numpy.ndarray,
        second: numpy.ndarray,
    ) -> StateSums:
        """Returns the sums over a piece, given those over its weights."""
        difference = total(update.differences)
        first_difference, first_reference = self.attempt("first_moment", due_first, first)
        second_difference, second_reference = self.attempt("second_moment", due_second, second)
        return StateSums(
            update=Sums(difference, update.product, total(update.references)),
            weights=Sums(difference, reference=update.weights),
            first_moment=Sums(first_difference, reference=first_reference),
            second_moment=Sums(second_difference, reference=second_reference),
            changed=update.changed,
            elements=elements,
        )

    def attempt(self, kind: str, *arrays: numpy.ndarray) -> Any:
        """Returns one kind of sums over a piece, quickly if possible."""
        quick: Callable[..., Any] = getattr(self.quick, kind)
        try:
            return quick(*arrays)
        except ImpreciseError:
            return getattr(exact, kind)(*arrays)


def joined(parts: list[numpy.ndarray]) -> numpy.ndarray:
    """Returns the sums of all pieces' rows in float64."""
    return numpy.concatenate([numpy.empty(0), *parts])
