"""What the measurements mean under some limits."""

from collections.abc import Iterable

from calibrate.limits import Measurement
from calibrate.recipe import Recipe

HEADER = (
    f"{'recipe':30s} {'family':9s} {'update error':>21s} {'|projection-1|':>21s} "
    f"{'worst tensor error':>21s} {'tensor projection':>17s} {'caught':>7s}  by"
)


def table(recipes: Iterable[Recipe], measurements: list[Measurement], allowed: dict[str, float]) -> str:
    """Returns one line a recipe: each statistic's range over the seeds, and which limits it exceeds."""
    lines = [HEADER]
    for recipe in recipes:
        own = [item for item in measurements if item.recipe == recipe.name]
        caught = [item for item in own if item.exceeded(allowed)]
        by = [name for name in allowed if all(name in item.exceeded(allowed) for item in own)]
        projections = f"{min(m.tensor_projection_min for m in own):.4f} {max(m.tensor_projection_max for m in own):.4f}"
        lines.append(
            f"{recipe.name:30s} {recipe.family:9s} {spread(own, 'update_error')} {spread(own, 'projection')} "
            f"{spread(own, 'tensor_update_error')} {projections:>17s} {len(caught):3d}/{len(own):<3d}  {' '.join(by)}"
        )
    return "\n".join(lines)


def spread(measurements: list[Measurement], statistic: str) -> str:
    """Returns the smallest and largest deviation of one statistic."""
    deviations = [item.deviation(statistic) for item in measurements]
    return f"{min(deviations):10.2e} {max(deviations):10.2e}"


def is_clean_cut(measurements: list[Measurement], allowed: dict[str, float]) -> bool:
    """Tells whether every cheat exceeds a limit under every seed while no honest recipe ever does."""
    return all(
        bool(item.exceeded(allowed)) == (item.family == "cheat")
        for item in measurements
        if item.family in ("honest", "cheat")
    )


def resolution(
    recipes: Iterable[Recipe], measurements: list[Measurement], allowed: dict[str, float], steps: int
) -> dict[str, float | None]:
    """Returns the largest saving that passed under any seed, and the smallest that was tried, as shares of the work.

    The first is 0 when nothing passed: then the class's resolution is finer than the second.
    """
    passed, tried = [0.0], []
    for recipe in recipes:
        share = recipe.saved_share(steps)
        if recipe.family not in ("cheat", "probe") or share is None:
            continue
        tried.append(share)
        if any(item.recipe == recipe.name and not item.exceeded(allowed) for item in measurements):
            passed.append(share)
    return {"largest_passing_saving": max(passed), "smallest_saving_tried": min(tried)}
