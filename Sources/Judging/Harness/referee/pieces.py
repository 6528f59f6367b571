"""How tensors are cut into pieces that stay in the processor's cache while several sums are made over them.

A piece is looked at as rows. Those of an embedding table are its own, so that the sums of each row come for free; any
other tensor gets rows of 4096 elements, short enough to be summed in float32, and short enough that no library
spreads one over several threads.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy

PIECE_ELEMENTS = 1 << 16
"""Elements of a piece: the five arrays in use at a time take 1.25 MiB, within many second-level caches."""

ROW_ELEMENTS = 4096


@dataclass(frozen=True)
class Piece:
    """Elements `start` to `stop` of a flat tensor, as rows of `width` elements."""

    start: int
    stop: int
    width: int

    def of(self, flat: numpy.ndarray) -> numpy.ndarray:
        """Returns this piece of a flat array as (rows, width), without a copy."""
        return flat[self.start : self.stop].reshape(-1, self.width)


def pieces(element_count: int, width: int = ROW_ELEMENTS) -> Iterator[Piece]:
    """Cuts a tensor into pieces of whole rows; what is left over becomes one short row."""
    whole = element_count // width * width
    step = max(1, PIECE_ELEMENTS // width) * width
    for start in range(0, whole, step):
        yield Piece(start, min(whole, start + step), width)
    if whole < element_count:
        yield Piece(whole, element_count, element_count - whole)
