"""The tensors that a reply lists: all of them, or the worst where they would not go into one frame.

A limit on tensors is one on the worst of them, so the verdict is the same either way.
"""

import json
from collections.abc import Iterator
from typing import Any

from wire import MAX_FRAME_BYTES

LIST_BYTES = MAX_FRAME_BYTES - 4096
"""Room for the list in a frame; the rest of a reply is far smaller than what this leaves."""

SEPARATOR_BYTES = 2

Tensor = dict[str, Any]


def worst_tensors(tensors: list[Tensor], room: int = LIST_BYTES) -> list[Tensor]:
    """Returns the tensors in their order, without the best where all of them would take more than `room` bytes.

    The worst in each of the statistics comes first, then the second worst in each, and so on.
    """
    kept, taken = set(), 0
    for index in by_rank(tensors):
        if index in kept:
            continue
        taken += len(json.dumps(tensors[index]).encode()) + SEPARATOR_BYTES
        if taken > room:
            break
        kept.add(index)
    return [tensor for index, tensor in enumerate(tensors) if index in kept]


def by_rank(tensors: list[Tensor]) -> Iterator[int]:
    """Yields indices, each as often as there are statistics: those of all worst tensors, of all second worst, ..."""
    statistics = [key for key in tensors[0] if key != "name"] if tensors else []
    rankings = [ranking([deviation(key, tensor[key]) for tensor in tensors]) for key in statistics]
    for same_rank in zip(*rankings, strict=True):
        yield from same_rank


def ranking(values: list[float]) -> list[int]:
    """Returns the indices of values, that of the largest first."""
    return sorted(range(len(values)), key=lambda index: -values[index])


def deviation(statistic: str, value: float) -> float:
    """Returns how far a statistic's value lies from the reference's own."""
    return abs(value - 1) if statistic == "projection" else value
