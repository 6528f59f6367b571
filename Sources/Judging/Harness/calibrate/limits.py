"""Limits between honest training and cheats, found from measurements and never typed in by hand.

Every statistic is turned into a deviation from what the reference has: the update error itself, and the distance of a
projection from 1. A limit is the geometric mean of the worst honest deviation and the smallest deviation among the
cheats that the statistic separates; a cheat that it does not separate is left to the other statistics.

A projection can never be further from 1 than the update error, and is mostly far nearer, by luck of direction. So that
luck does not make a limit, honest projections count as being as far off as the honest update error.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

SEPARATION = 10.0
"""A statistic separates a cheat whose deviation is at least this many times the worst honest one."""

SMALLEST_DEVIATION = 1e-7
"""Honest deviations below this are taken as this: about one unit in the last place of float32."""

BOUNDED_BY = {
    "update_error": "update_error",
    "projection": "update_error",
    "tensor_update_error": "tensor_update_error",
    "tensor_projection": "tensor_update_error",
}
"""Each statistic, and the one whose honest deviation bounds its own."""


@dataclass(frozen=True)
class Measurement:
    """One recipe under one seed. The tensor figures are the worst over all tensors; `seconds` is training time."""

    recipe: str
    family: str
    seed: str
    seconds: float
    update_error: float
    projection: float
    tensor_update_error: float
    worst_tensor: str
    tensor_projection_min: float
    tensor_projection_max: float

    def deviation(self, statistic: str) -> float:
        """Returns how far one statistic lies from the reference's."""
        if statistic == "projection":
            return abs(self.projection - 1)
        if statistic == "tensor_projection":
            return max(abs(self.tensor_projection_min - 1), abs(self.tensor_projection_max - 1))
        return {"update_error": self.update_error, "tensor_update_error": self.tensor_update_error}[statistic]

    def exceeded(self, allowed: dict[str, float]) -> list[str]:
        """Returns the statistics whose allowed deviation is exceeded."""
        return [statistic for statistic in allowed if self.deviation(statistic) > allowed[statistic]]

    def as_json(self) -> dict[str, Any]:
        """Returns the measurement as plain values."""
        return asdict(self)


def allowed_deviations(measurements: Iterable[Measurement]) -> dict[str, float]:
    """Returns the largest allowed deviation of each statistic that separates any cheat from all honest recipes."""
    measurements = list(measurements)
    honest = [item for item in measurements if item.family == "honest"]
    cheats = [item for item in measurements if item.family == "cheat"]
    allowed = {}
    for statistic, bound in BOUNDED_BY.items():
        worst_honest = max([SMALLEST_DEVIATION, *(item.deviation(bound) for item in honest)])
        separated = [
            deviation for item in cheats if (deviation := item.deviation(statistic)) >= SEPARATION * worst_honest
        ]
        if separated:
            allowed[statistic] = (worst_honest * min(separated)) ** 0.5
    return allowed


def as_limits(allowed: dict[str, float]) -> dict[str, float | list[float]]:
    """Returns limits as a preset writes them: a largest error, or the [lowest, highest] projection."""
    return {
        statistic: [1 - deviation, 1 + deviation] if statistic.endswith("projection") else deviation
        for statistic, deviation in allowed.items()
    }
