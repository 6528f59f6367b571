"""The command `calibrate --workload FILE.json [--seeds N] [--steps N] [--compile] [--json]`.

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
from calibrate.cheats import CHEATS, PROBES
from calibrate.honest import COMPILED, HONEST
from calibrate.limits import Measurement, allowed_deviations, as_limits
from calibrate.recipe import Recipe
from calibrate.report import is_clean_cut, resolution, table
from referee.comparison import compare
from workloads import WorkloadError, make_workload
from workloads.tiny_gpt import TinyGPTWorkload


def run(options: list[str]) -> int:
    """Runs the command and returns its exit status: 0 for a clean cut, 1 without, 2 for a bad workload file."""
    arguments = parse(options)
    try:
        with open(arguments.workload, encoding="utf-8") as file:
            workload = make_workload(json.load(file))
    except (OSError, ValueError, WorkloadError) as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2
    torch.set_num_threads(1)
    recipes = [*HONEST, *(COMPILED if arguments.compile else []), *CHEATS, *PROBES]
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
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds (default 3)")
    parser.add_argument("--steps", type=int, default=20, help="steps of a run (default 20)")
    parser.add_argument("--compile", action="store_true", help="also try torch.compile, which needs a C++ compiler")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    return parser.parse_args(options)


def measure_seed(workload: TinyGPTWorkload, recipes: list[Recipe], index: int, steps: int) -> list[Measurement]:
    """Returns one measurement a recipe under the index-th calibration seed."""
    seed = hashlib.sha256(f"calibration seed {index}".encode()).digest()
    initial = workload.initial_weights(seeds.make_generator(seed, seeds.WEIGHTS))
    batches = torch.from_numpy(workload.make_batches(seeds.make_generator(seed, seeds.BATCHES), steps))
    reference = Recipe("reference", "honest").train(workload, initial, batches, initial)
    names = [slot.name for slot in workload.layout.slots]
    measurements = []
    for recipe in recipes:
        start = time.perf_counter()
        final = recipe.train(workload, initial, batches, reference)
        seconds = time.perf_counter() - start
        measurements.append(measurement(recipe, seed, seconds, compare(names, initial, reference, final)))
        print(f"seed {index}: {recipe.name} {seconds:.2f} s", file=sys.stderr)
    return measurements


def measurement(recipe: Recipe, seed: bytes, seconds: float, figures: dict) -> Measurement:
    """Returns the worst figures of a comparison as one measurement."""
    tensors = figures["tensors"]
    worst = max(tensors, key=lambda tensor: tensor["update_error"])
    projections = [tensor["projection"] for tensor in tensors]
    return Measurement(
        recipe.name,
        recipe.family,
        seed.hex(),
        seconds,
        figures["update_error"],
        figures["projection"],
        worst["update_error"],
        worst["name"],
        min(projections),
        max(projections),
    )


def publish(recipes: list[Recipe], measurements: list[Measurement], arguments: argparse.Namespace) -> int:
    """Prints the outcome and returns 0 for a clean cut, else 1."""
    allowed = allowed_deviations(measurements)
    is_clean = is_clean_cut(measurements, allowed)
    passing = resolution(recipes, measurements, allowed, arguments.steps)
    if arguments.json:
        rows = [item.as_json() for item in measurements]
        print(json.dumps({"measurements": rows, "limits": as_limits(allowed), "clean_cut": is_clean, **passing}))
    else:
        print(table(recipes, measurements, allowed))
        print(f"limits: {json.dumps(as_limits(allowed))}")
        print(f"clean cut: {'yes' if is_clean else 'no'}; {json.dumps(passing)}")
    return 0 if is_clean else 1
