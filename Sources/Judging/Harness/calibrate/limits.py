"""Limits between honest training and cheats, found from measurements and never typed in by hand.

For each statistic, a cheat's margin is its smallest deviation over the seeds as a multiple of the worst honest one. A
statistic has to catch each cheat whose margin is at least `SEPARATION`, and each cheat that no other statistic tells
better, if its margin is at least `SMALLEST_MARGIN`. Cheats that come nearer are left to the other statistics.

Where all that it has to catch lies at least `SEPARATION` away, a statistic's limit is the geometric mean between the
worst honest deviation and that of the nearest such cheat. Where cheats come nearer the limit is `HEADROOM` times the
worst honest deviation: room beyond that would be given to cheats. This is so in bfloat16, whose rounding makes up most
of an honest deviation and is about the same on every machine.

A statistic that has no cheat to catch gets a limit that only catches what is gross: ten times the worst honest
deviation, but not beyond the middle between that and 1, the error of no training at all, and at least twice.

A projection can never be further from 1 than the update error, and is mostly far nearer, by luck of direction. So that
luck does not make margins, honest projections count as being as far off as the honest update error.
"""

import math
from collections.abc import Iterable

from calibrate.measurement import STATISTICS, Measurement

SEPARATION = 10.0
"""With this margin there is room for machines and seeds that were not measured."""

HEADROOM = 1.6
"""The room above the worst honest deviation where cheats are near."""

SMALLEST_MARGIN = 2.0
"""Cheats that come nearer than this cannot be told from honest runs."""

RARE_SHARE = 0.95
"""So many of the runs of a rare kind have to pass: by itself it happens to one run of some hundred."""

SMALLEST_DEVIATION = 1e-7
"""Honest deviations below this are taken as this: about one unit in the last place of float32."""

LIMITED = tuple(statistic for statistic in STATISTICS if statistic != "tensor_second_moment_error")
"""Statistics for which presets have a limit."""

WITHOUT_MOMENTS = tuple(statistic for statistic in LIMITED if "moment" not in statistic)
"""Those of them that a contract leaves which hands no optimizer back."""

BOUNDED_BY = {"projection": "update_error", "tensor_projection": "tensor_update_error"}
"""Statistics whose honest deviation is bounded by that of another one."""


class Margins:
    """Worst honest deviations, nearest cheats, and how they compare; all of them by statistic."""

    def __init__(self, measurements: Iterable[Measurement], limited: tuple[str, ...] = LIMITED) -> None:
        self.limited = limited
        measurements = list(measurements)
        honest = [item for item in measurements if item.family == "honest"]
        rare = [item for item in measurements if item.family == "rare"]
        self.honest = {
            statistic: max(
                SMALLEST_DEVIATION,
                largest(item.deviations[statistic] for item in honest),
                largest(usual_share(item.deviations[statistic] for item in rare)),
            )
            for statistic in STATISTICS
        }
        self.cheats: dict[str, dict[str, float]] = {}
        for item in measurements:
            if item.family == "cheat":
                least = self.cheats.setdefault(item.recipe, dict(item.deviations))
                least.update({name: min(least[name], item.deviations[name]) for name in STATISTICS})

    def margin(self, cheat: str, statistic: str) -> float:
        """Returns a cheat's smallest deviation as a multiple of the worst honest one."""
        return self.cheats[cheat][statistic] / self.honest[BOUNDED_BY.get(statistic, statistic)]

    def best_statistic(self, cheat: str) -> str:
        """Returns the statistic, of those with limits, by which a cheat lies furthest out."""
        return max(self.limited, key=lambda statistic: self.margin(cheat, statistic))

    def nearest_cheat(self, statistic: str) -> str | None:
        """Returns the cheat that comes nearest to honest training in one statistic."""
        return min(self.cheats, key=lambda cheat: self.margin(cheat, statistic), default=None)

    def has_to_catch(self, statistic: str, cheat: str) -> bool:
        """Tells whether a statistic's limit must lie below a cheat."""
        margin = self.margin(cheat, statistic)
        return margin >= SEPARATION or (margin >= SMALLEST_MARGIN and self.best_statistic(cheat) == statistic)

    def allowed(self, statistic: str) -> float:
        """Returns the largest allowed deviation of one statistic."""
        due = [least[statistic] for cheat, least in self.cheats.items() if self.has_to_catch(statistic, cheat)]
        if not due:
            return rounded(gross_limit(self.honest[statistic]))
        honest = self.honest[BOUNDED_BY.get(statistic, statistic)]
        return rounded((honest * min(due)) ** 0.5 if min(due) >= SEPARATION * honest else HEADROOM * honest)


def largest(deviations: Iterable[float]) -> float:
    """Returns the largest of some deviations, 0 of none."""
    return max(deviations, default=0.0)


def usual_share(deviations: Iterable[float]) -> list[float]:
    """Returns all deviations of a rare kind but the largest few, which may exceed a limit."""
    ordered = sorted(deviations)
    return ordered[: math.ceil(RARE_SHARE * len(ordered))]


def rounded(deviation: float) -> float:
    """Returns a deviation with three significant digits, so that limits are easy to read and to compare."""
    return float(f"{deviation:.2e}")


def gross_limit(honest: float) -> float:
    """Returns the limit of a statistic that separates no cheat from a worst honest deviation."""
    return max(2 * honest, min(SEPARATION * honest, honest**0.5))


def allowed_deviations(measurements: Iterable[Measurement], limited: tuple[str, ...] = LIMITED) -> dict[str, float]:
    """Returns the largest allowed deviation of each of the statistics that are limited."""
    margins = Margins(measurements, limited)
    return {statistic: margins.allowed(statistic) for statistic in limited}


def as_limits(allowed: dict[str, float]) -> dict[str, float | list[float]]:
    """Returns limits as a preset writes them: a largest error, or the [lowest, highest] projection."""
    return {
        statistic: band(deviation) if statistic.endswith("projection") else deviation
        for statistic, deviation in allowed.items()
    }


def band(deviation: float) -> list[float]:
    """Returns the lowest and highest projection that lie within a deviation of 1."""
    return [round(1 - deviation, 12), round(1 + deviation, 12)]
