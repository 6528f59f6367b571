"""Figures of the tournament engine, beside the same pairing in numpy and in plain Python, from one run.

    python scripts/tournament_bench.py --program .build/release/tiltyard

The other two only pair: they shuffle the field, put neighbours together and take a random one of each pair, until one
is left. Ours forms the rounds with the champion's seat and byes, keeps reports, and settles them by the rules.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import time

import numpy as np

LIMITS = {"knockout": 0.3, "guide": 0.3, "payout": 0.005, "replay": 3.0}
NAMES = {
    "knockout": "forming, pairing, settling all rounds in pairs",
    "guide": "the same with the groups of god-2026",
    "payout": "payout",
    "replay": "replay of a stored log",
}


def pair_in_numpy(entrants: int) -> float:
    """Seconds that pairing all rounds takes with arrays."""
    generator = np.random.default_rng(7)
    field = np.arange(entrants, dtype=np.int32)
    seconds = 0.0
    while len(field) > 1:
        began = time.perf_counter()
        generator.shuffle(field)
        bye = field[-1:] if len(field) % 2 else field[:0]
        pairs = field[: len(field) // 2 * 2].reshape(-1, 2)
        seconds += time.perf_counter() - began
        scores = generator.random(pairs.shape)
        began = time.perf_counter()
        field = np.concatenate([np.where(scores[:, 0] <= scores[:, 1], pairs[:, 0], pairs[:, 1]), bye])
        seconds += time.perf_counter() - began
    return seconds


def pair_in_python(entrants: int) -> float:
    """Seconds that pairing all rounds takes with lists."""
    lots = random.Random(7)
    field = list(range(entrants))
    seconds = 0.0
    while len(field) > 1:
        began = time.perf_counter()
        lots.shuffle(field)
        seconds += time.perf_counter() - began
        scores = [lots.random() for _ in field]
        began = time.perf_counter()
        winners = []
        for place in range(0, len(field) - 1, 2):
            winners.append(field[place] if scores[place] <= scores[place + 1] else field[place + 1])
        if len(field) % 2:
            winners.append(field[-1])
        field = winners
        seconds += time.perf_counter() - began
    return seconds


def main() -> int:
    """Runs all measurements and prints them as a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--entrants", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    arguments = parser.parse_args()
    command = [arguments.program, "tournament", "bench", "--json", "--runs", str(arguments.runs)]
    command += ["--entrants", str(arguments.entrants)]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    rows = [(NAMES[name], figures[name]["count"], figures[name]["seconds"], LIMITS[name]) for name in NAMES]
    for name, pair, runs in [
        ("pairing alone, numpy", pair_in_numpy, arguments.runs),
        ("pairing alone, plain Python", pair_in_python, min(arguments.runs, 3)),
    ]:
        seconds = statistics.median(pair(arguments.entrants) for _ in range(runs))
        rows.append((name, arguments.entrants, seconds, None))
    if arguments.json:
        keys = ("what", "count", "seconds", "limit")
        print(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=2))
    else:
        print(f"{'what':<48} {'count':>9} {'seconds':>9} {'limit':>7}")
        for what, count, seconds, limit in rows:
            print(f"{what:<48} {count:>9} {seconds:>9.4f} {limit if limit else '-':>7}")
    return 0 if all(limit is None or seconds <= limit for _, _, seconds, limit in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
