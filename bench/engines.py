"""Whether a submission's speed depends on the engine that makes its sandbox.

    python bench/engines.py --program .build/debug/tiltyard [--engines bubblewrap,podman] [--rounds 8] [FILE]

Judges one file again and again, by each engine in turn, so that a slow moment of the machine meets all of them.
Prints each engine's median of tokens per second, how far its single evaluations lie from it (the noise of a file
against itself), and the difference between the engines, which counts as none when it is below that noise.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

BASELINE = "examples/crusade-tps/baseline.py"


def judge(program: Path, file: Path, engine: str) -> float:
    """Tokens per second of one evaluation."""
    command = [program, "bench", file, "--isolation", engine, "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        sys.exit(f"{engine}: {answer.stdout[-400:]}{answer.stderr[-400:]}")
    return json.loads(answer.stdout)["score"]["tokens_per_second"]


def spread(speeds: list[float]) -> float:
    """The median distance of one evaluation from the median of all, as a share of it."""
    middle = statistics.median(speeds)
    return statistics.median(abs(speed - middle) for speed in speeds) / middle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=Path(BASELINE))
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--engines", default="bubblewrap,podman")
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    engines = options.engines.split(",")
    speeds = {engine: [] for engine in engines}
    for _ in range(options.rounds):
        for engine in engines:
            speeds[engine].append(judge(options.program.resolve(), options.file, engine))
    print(f"{options.rounds} evaluations by each engine, in turn")
    for engine, values in speeds.items():
        middle = statistics.median(values)
        print(
            f"{engine:12} {middle:10,.0f} tokens/s, single evaluations off by {spread(values):.2%} (median), "
            f"{max(abs(value / middle - 1) for value in values):.2%} at most"
        )
    first, *others = engines
    for other in others:
        ratio = statistics.median(speeds[other]) / statistics.median(speeds[first])
        pairs = [b / a for a, b in zip(speeds[first], speeds[other], strict=True)]
        print(f"{other} against {first}: {ratio - 1:+.2%} (median of pairs {statistics.median(pairs) - 1:+.2%})")


if __name__ == "__main__":
    main()
