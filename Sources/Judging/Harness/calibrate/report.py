"""What the measurements mean under some limits."""

from collections.abc import Iterable
from typing import Any

from calibrate.limits import Margins
from calibrate.measurement import STATISTICS, Measurement
from calibrate.recipe import Recipe

COLUMN = 17
NAME = 34


def table(recipes: Iterable[Recipe], measurements: list[Measurement], allowed: dict[str, float]) -> str:
    """Returns one line a recipe: the smallest and largest deviation of each statistic over the seeds, under how many
    seeds it was caught, and by what under all of them."""
    names = " ".join(f"{name.removesuffix('_error'):>{COLUMN}s}" for name in STATISTICS)
    lines = [f"{'recipe':{NAME}s} {'family':9s} {names}  caught  by"]
    for recipe in recipes:
        own = [item for item in measurements if item.recipe == recipe.name]
        caught = sum(bool(item.exceeded(allowed)) for item in own)
        by = [name for name in allowed if all(name in item.exceeded(allowed) for item in own)]
        figures = " ".join(f"{spread(own, statistic):>{COLUMN}s}" for statistic in STATISTICS)
        lines.append(f"{recipe.name:{NAME}s} {recipe.family:9s} {figures}  {caught:2d}/{len(own):<3d}  {' '.join(by)}")
    return "\n".join(lines)


def spread(measurements: list[Measurement], statistic: str) -> str:
    """Returns the smallest and largest deviation of one statistic."""
    deviations = [item.deviations[statistic] for item in measurements]
    return f"{min(deviations):.1e} {max(deviations):.1e}"


def is_clean_cut(measurements: list[Measurement], allowed: dict[str, float]) -> bool:
    """Tells whether every cheat exceeds a limit under every seed while no honest recipe ever does."""
    return all(
        bool(item.exceeded(allowed)) == (item.family == "cheat")
        for item in measurements
        if item.family in ("honest", "cheat")
    )


def passing(measurements: list[Measurement], allowed: dict[str, float]) -> dict[str, int]:
    """Returns every cheat and probe that exceeds no limit, with the number of seeds under which it does not."""
    counts: dict[str, int] = {}
    for item in measurements:
        if item.family in ("cheat", "probe") and not item.exceeded(allowed):
            counts[item.recipe] = counts.get(item.recipe, 0) + 1
    return counts


def resolution(
    recipes: Iterable[Recipe], measurements: list[Measurement], allowed: dict[str, float], steps: int
) -> dict[str, Any]:
    """Returns the largest saving that passed under any seed, whose it was, and the smallest that was tried.

    Savings are shares of the run's forward and backward work. The first is 0 when nothing passed: then the class's
    resolution is finer than the smallest that was tried.
    """
    shares = {recipe.name: recipe.saved_share(steps) for recipe in recipes if recipe.family in ("cheat", "probe")}
    tried = {name: share for name, share in shares.items() if share is not None}
    passed = {name: tried[name] for name in passing(measurements, allowed) if name in tried}
    largest = max(passed, key=lambda name: passed[name], default=None)
    return {
        "resolution": passed[largest] if largest else 0.0,
        "passing_with_it": largest,
        "smallest_saving_tried": min(tried.values(), default=0.0),
    }


def margins(measurements: list[Measurement]) -> dict[str, Any]:
    """Returns, by statistic, the nearest cheat and its margin over the worst honest run.

    "closest" is the cheat that comes nearest in the statistic that tells it best: how near the whole cut is.
    """
    found = Margins(measurements)
    nearest = {statistic: found.nearest_cheat(statistic) for statistic in STATISTICS}
    by_statistic = {
        statistic: {"cheat": cheat, "margin": found.margin(cheat, statistic), "honest": found.honest[statistic]}
        for statistic, cheat in nearest.items()
        if cheat is not None
    }
    best = {cheat: found.best_statistic(cheat) for cheat in found.cheats}
    closest = min(best, key=lambda cheat: found.margin(cheat, best[cheat]), default=None)
    if closest is not None:
        margin = found.margin(closest, best[closest])
        by_statistic["closest"] = {"cheat": closest, "statistic": best[closest], "margin": margin}
    return by_statistic
