"""Tries the parsers of chain formats with what libFuzzer makes of the kept seeds, a while each.

    python scripts/fuzz.py --program .build/fuzz/release/Fuzz [--minutes 10] [--targets scale metadata rpc text]

What was found stays in `.build/fuzz/corpus` and is begun with the next time; an input that breaks a parser stays in
`.build/fuzz/broken`. The status is 1 when one does.
"""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SEEDS = REPOSITORY / "Tests/Fuzz/seeds"
WORK = REPOSITORY / ".build/fuzz"
TARGETS = ["scale", "metadata", "rpc", "text"]


def number(pattern: str, text: str) -> int:
    """Returns the last number that a pattern finds."""
    found = re.findall(pattern, text)
    return int(found[-1]) if found else 0


def fuzz(program: str, target: str, minutes: float) -> bool:
    """Tries one target; returns whether nothing broke."""
    corpus, broken = WORK / "corpus" / target, WORK / "broken"
    for folder in (corpus, broken):
        folder.mkdir(parents=True, exist_ok=True)
    variables = os.environ | {"FUZZ_TARGET": target, "FUZZ_METADATA": str(SEEDS / "metadata/node-15")}
    command = [
        str(Path(program).resolve()),
        f"-max_total_time={int(minutes * 60)}",
        "-timeout=20",
        "-rss_limit_mb=2048",
    ]
    command += [
        "-max_len=65536",
        "-print_final_stats=1",
        "-use_value_profile=1",
        f"-artifact_prefix={broken}/{target}-",
    ]
    answer = subprocess.run([*command, corpus, SEEDS / target], capture_output=True, text=True, env=variables)
    runs, coverage = number(r"number_of_executed_units: (\d+)", answer.stderr), number(r"cov: (\d+)", answer.stderr)
    memory = number(r"peak_rss_mb: *(\d+)", answer.stderr)
    is_fine = answer.returncode == 0
    print(
        f"{'ok ' if is_fine else 'BAD'}  {target:<9} {runs:>12,} executions in {minutes:g} min, "
        f"{coverage:,} edges, {len(list(corpus.iterdir())):,} inputs, {memory:,} MB",
        flush=True,
    )
    if not is_fine:
        print(answer.stderr[-4000:])
    return is_fine


def main() -> None:
    """Tries all targets one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--targets", nargs="+", choices=TARGETS, default=TARGETS)
    arguments = parser.parse_args()
    outcomes = [fuzz(arguments.program, target, arguments.minutes) for target in arguments.targets]
    sys.exit(0 if all(outcomes) else 1)


if __name__ == "__main__":
    main()
