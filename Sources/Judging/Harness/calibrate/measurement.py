"""What one recipe led to under one seed."""

from dataclasses import dataclass
from typing import Any

STATISTICS = (
    "update_error",
    "projection",
    "first_moment_error",
    "second_moment_error",
    "tensor_update_error",
    "tensor_projection",
    "tensor_first_moment_error",
    "tensor_second_moment_error",
    "row_update_error",
)
"""All statistics; those that begin with `tensor` or `row` are the worst of all tensors or embedding rows."""


@dataclass(frozen=True)
class Measurement:
    """One recipe under one seed.

    `deviations` are how far each statistic lies from the reference's: an error itself, and a projection's distance
    from 1. `seconds` is training time.
    """

    recipe: str
    family: str
    seed: str
    seconds: float
    deviations: dict[str, float]

    @classmethod
    def of_figures(cls, recipe: str, family: str, seed: str, seconds: float, figures: dict[str, Any]) -> "Measurement":
        """Returns the measurement in what `referee.comparison.compare` has found."""
        tensors = figures["tensors"]
        deviations = {}
        for statistic in STATISTICS:
            if statistic == "row_update_error":
                deviations[statistic] = figures["rows"]["worst"]
            elif statistic.startswith("tensor_"):
                key = statistic.removeprefix("tensor_")
                deviations[statistic] = max(deviation(key, tensor[key]) for tensor in tensors)
            else:
                deviations[statistic] = deviation(statistic, figures[statistic])
        return cls(recipe, family, seed, seconds, deviations)

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> "Measurement":
        """Returns the measurement in what `as_json` has written."""
        deviations = {statistic: values[statistic] for statistic in STATISTICS}
        return cls(values["recipe"], values["family"], values["seed"], values["seconds"], deviations)

    def exceeded(self, allowed: dict[str, float]) -> list[str]:
        """Returns the statistics whose allowed deviation is exceeded."""
        return [statistic for statistic in allowed if self.deviations[statistic] > allowed[statistic]]

    def as_json(self) -> dict[str, Any]:
        """Returns the measurement as plain values."""
        values = {"recipe": self.recipe, "family": self.family, "seed": self.seed, "seconds": self.seconds}
        return {**values, **self.deviations}


def deviation(statistic: str, value: float) -> float:
    """Returns how far a statistic's value lies from the reference's own."""
    return abs(value - 1) if statistic == "projection" else value
