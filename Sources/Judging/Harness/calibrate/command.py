"""The command `calibrate --workload FILE.json [--precision CLASS] [--seeds N] [--steps N] [--compile] [--json]`.

Trains the reference, honest variants, cheats and probes under several seeds and prints what was measured, the limits
that follow, and what those limits catch. Exit status 1 when the limits fail to divide honest training from cheats.
"""

import argparse
import hashlib
import json
import sys
import time

import torch

import seeds
from calibrate.cheats import cheats, probes
from calibrate.honest import COMPILED, honest_recipes
from calibrate.limits import allowed_deviations, as_limits
from calibrate.measurement import Measurement
from calibrate.recipe import Recipe
from calibrate.report import is_clean_cut, margins, passing, resolution, table
from referee.comparison import compare
from workloads import WorkloadError, make_workload
from workloads.reference import train_reference
from workloads.settings import PRECISIONS
from workloads.tiny_gpt import TinyGPTWorkload


def run(options: list[str]) -> int:
    """Runs the command and returns its exit status: 0 for a clean cut, 1 without, 2 for a bad workload file."""
    arguments = parse(options)
    try:
        workload = read_workload(arguments)
    except (OSError, ValueError, WorkloadError) as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    settings = workload.settings
    honest = [*honest_recipes(settings.precision), *(COMPILED if arguments.compile else [])]
    recipes = [*honest, *cheats(settings), *probes(settings)]
    measurements = []
    for index in range(arguments.seeds):
        measurements += measure_seed(workload, recipes, index, arguments.steps)
    return publish(recipes, measurements, arguments)


def parse(options: list[str]) -> argparse.Namespace:
    """Returns the command line's values; ends the process with status 2 for a wrong one."""
    parser = argparse.ArgumentParser(
        prog="calibrate", description="Measures honest training and cheats; suggests limits."
    )
    parser.add_argument("--workload", required=True, help="JSON file that describes the workload")
    parser.add_argument("--precision", choices=PRECISIONS, help="precision class in the place of the file's own")
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds (default 3)")
    parser.add_argument("--steps", type=int, default=20, help="steps of a run (default 20)")
    parser.add_argument("--compile", action="store_true", help="also try torch.compile, which needs a C++ compiler")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    return parser.parse_args(options)


def read_workload(arguments: argparse.Namespace) -> TinyGPTWorkload:
    """Returns the workload that the command line names. Raises OSError, ValueError or WorkloadError."""
    with open(arguments.workload, encoding="utf-8") as file:
        description = json.load(file)
    if arguments.precision and isinstance(description, dict):
        description["precision"] = arguments.precision
    return make_workload(description)


def measure_seed(workload: TinyGPTWorkload, recipes: list[Recipe], index: int, steps: int) -> list[Measurement]:
    """Returns one measurement a recipe under the index-th calibration seed."""
    seed = hashlib.sha256(f"calibration seed {index}".encode()).digest()
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
        figures = compare(names, initial, reference, final, touched_rows)
        measurements.append(Measurement.of_figures(recipe.name, recipe.family, seed.hex(), seconds, figures))
        print(f"seed {index}: {recipe.name} {seconds:.2f} s", file=sys.stderr)
    return measurements


def publish(recipes: list[Recipe], measurements: list[Measurement], arguments: argparse.Namespace) -> int:
    """Prints the outcome and returns 0 for a clean cut, else 1."""
    allowed = allowed_deviations(measurements)
    is_clean = is_clean_cut(measurements, allowed)
    outcome = {
        "limits": as_limits(allowed),
        "clean_cut": is_clean,
        **resolution(recipes, measurements, allowed, arguments.steps),
        "passing": passing(measurements, allowed),
        "margins": margins(measurements),
    }
    if arguments.json:
        print(json.dumps({"measurements": [item.as_json() for item in measurements], **outcome}))
    else:
        print(table(recipes, measurements, allowed))
        for name, value in outcome.items():
            print(f"{name}: {json.dumps(value)}")
    return 0 if is_clean else 1
