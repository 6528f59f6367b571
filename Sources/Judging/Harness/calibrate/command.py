"""The command `calibrate --workload FILE.json [--assets FOLDER] [--precision CLASS] [--seeds N] [--steps N] [...]`.

Trains the reference, honest variants, cheats and probes under several seeds, and with `--honest-seeds` a few of the
honest variants under many more, since honest deviations differ more from seed to seed than from variant to variant.
Prints what was measured, the limits that follow, and what those limits catch. With `--measurements FILE`, the JSON of
an earlier call, nothing is trained and limits are derived again. Exit status 1 when the limits fail to divide honest
training from cheats.
"""

import argparse
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Iterator

import torch

import seeds
from calibrate.honest import FREQUENT
from calibrate.limits import LIMITED, WITHOUT_MOMENTS, allowed_deviations, as_limits
from calibrate.measurement import Measurement
from calibrate.recipe import Recipe
from calibrate.report import is_clean_cut, margins, passing, resolution, table
from calibrate.selection import recipes_for
from referee.comparison import compare
from workloads import WorkloadError, make_workload
from workloads.reference import train_reference
from workloads.settings import PRECISIONS
from workloads.workload import Workload


def run(options: list[str]) -> int:
    """Runs the command and returns its exit status: 0 for a clean cut, 1 without, 2 for a bad workload file."""
    arguments = parse(options)
    try:
        description = read_description(arguments)
        workload = make_workload(description, arguments.assets or os.path.dirname(os.path.abspath(arguments.workload)))
    except (OSError, ValueError, WorkloadError) as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    recipes = recipes_for(workload, arguments.compile or bool(arguments.measurements))
    if arguments.only:
        recipes = [recipe for recipe in recipes if recipe.name in arguments.only]
    if arguments.measurements:
        measurements = [item for path in arguments.measurements for item in read_measurements(path)]
    else:
        measurements = [
            measurement
            for label, steps, chosen in schedule(recipes, arguments)
            for measurement in measure_seed(workload, chosen, label, steps)
        ]
    return publish(description, recipes, measurements, arguments)


def parse(options: list[str]) -> argparse.Namespace:
    """Returns the command line's values; ends the process with status 2 for a wrong one."""
    parser = argparse.ArgumentParser(
        prog="calibrate", description="Measures honest training and cheats; suggests limits."
    )
    parser.add_argument("--workload", required=True, help="JSON file that describes the workload")
    parser.add_argument("--assets", help="folder with the workload's files (default the folder of its JSON file)")
    parser.add_argument("--precision", choices=PRECISIONS, help="precision class in the place of the file's own")
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds (default 3)")
    parser.add_argument(
        "--honest-seeds", type=int, default=0, help="number of further seeds for a few honest variants (default 0)"
    )
    parser.add_argument("--steps", type=int, default=20, help="steps of a run (default 20)")
    parser.add_argument("--spread", type=int, default=0, help="a run has so many steps more or fewer (default 0)")
    parser.add_argument("--compile", action="store_true", help="also try torch.compile, which needs a C++ compiler")
    parser.add_argument("--only", action="append", help="a recipe to try, in the place of all; may be repeated")
    parser.add_argument(
        "--measurements",
        action="append",
        help="JSON of an earlier call, whose measurements are taken again; may be repeated",
    )
    parser.add_argument(
        "--without-moments", action="store_true", help="for contracts that hand no optimizer back: weights alone decide"
    )
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    return parser.parse_args(options)


def schedule(recipes: list[Recipe], arguments: argparse.Namespace) -> Iterator[tuple[str, int, list[Recipe]]]:
    """Yields what is trained: the label of a seed, a number of steps, and the recipes."""
    for index in range(arguments.seeds):
        for steps, chosen in lengths(recipes, arguments.steps, arguments.spread):
            yield f"calibration seed {index}", steps, chosen
    frequent = [recipe for recipe in recipes if recipe.name in FREQUENT]
    for index in range(arguments.honest_seeds):
        steps = arguments.steps - arguments.spread + index % (2 * arguments.spread + 1)
        yield f"honest seed {index}", steps, frequent


def lengths(recipes: list[Recipe], steps: int, spread: int) -> list[tuple[int, list[Recipe]]]:
    """Returns what is tried at which number of steps: everything at the usual one, honest recipes at both ends as well.

    Honest deviations grow with the length of a run.
    """
    honest = [recipe for recipe in recipes if recipe.family in ("honest", "rare")]
    ends = [(steps - spread, honest), (steps + spread, honest)] if spread else []
    return [(steps, recipes), *ends]


def read_description(arguments: argparse.Namespace) -> object:
    """Returns the description of the workload that the command line names. Raises OSError or ValueError."""
    with open(arguments.workload, encoding="utf-8") as file:
        description = json.load(file)
    if arguments.precision and isinstance(description, dict):
        description["precision"] = arguments.precision
    return description


def measure_seed(workload: Workload, recipes: list[Recipe], label: str, steps: int) -> list[Measurement]:
    """Returns one measurement a recipe under the seed with a label."""
    seed = hashlib.sha256(label.encode()).digest()
    initial = workload.initial_weights(seeds.make_generator(seed, seeds.WEIGHTS))
    batches = workload.make_batches(seeds.make_generator(seed, seeds.BATCHES), steps)
    reference = train_reference(workload, initial, batches)
    touched_rows = workload.touched_rows(batches)
    names = [slot.name for slot in workload.layout.slots]
    finished_later = {recipe.training_of for recipe in recipes}
    measurements, kept = [], {}
    for recipe in recipes:
        start = time.perf_counter()
        trained = kept.get(recipe.training_of) or recipe.train(workload, initial, torch.from_numpy(batches))
        if recipe.name in finished_later:
            kept[recipe.name] = trained
        final = recipe.finish(initial, trained, reference)
        seconds = time.perf_counter() - start
        figures = compare(names, initial, reference, final, touched_rows, workload.ungraded)
        measurements.append(Measurement.of_figures(recipe.name, recipe.family, seed.hex(), seconds, figures))
        print(f"{label}: {recipe.name} {seconds:.2f} s", file=sys.stderr)
    return measurements


def read_measurements(path: str) -> list[Measurement]:
    """Returns the measurements in the JSON of an earlier call. Raises OSError or ValueError."""
    with open(path, encoding="utf-8") as file:
        return [Measurement.of_json(item) for item in json.load(file)["measurements"]]


def publish(
    description: object, recipes: list[Recipe], measurements: list[Measurement], arguments: argparse.Namespace
) -> int:
    """Prints the outcome and returns 0 for a clean cut, else 1."""
    measured = {item.recipe for item in measurements}
    recipes = [recipe for recipe in recipes if recipe.name in measured]
    allowed = allowed_deviations(measurements, WITHOUT_MOMENTS if arguments.without_moments else LIMITED)
    is_clean = is_clean_cut(measurements, allowed)
    outcome = {
        "limits": as_limits(allowed),
        "clean_cut": is_clean,
        **resolution(recipes, measurements, allowed, arguments.steps),
        "passing": passing(measurements, allowed),
        "margins": margins(measurements),
    }
    if arguments.json:
        facts = {
            "workload": description,
            "steps": arguments.steps,
            "python": platform.python_version(),
            "torch": str(torch.__version__),
            "recipes": [recipe.as_json(arguments.steps) for recipe in recipes],
        }
        print(json.dumps({**facts, "measurements": [item.as_json() for item in measurements], **outcome}))
    else:
        print(table(recipes, measurements, allowed))
        for name, value in outcome.items():
            print(f"{name}: {json.dumps(value)}")
    return 0 if is_clean else 1
