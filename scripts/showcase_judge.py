#!/usr/bin/env python3
"""The scripted judge with figures that look like a machine's: noise between runs, and small errors of verification.

The same code under the same rules gives the same figures every time. What a submission assigns to `PRINTS` is left
behind as if it had printed it.
"""

import ast
import random
import re
import sys
from pathlib import Path

import scripted_judge
import scripted_match
import scripted_run

SENTENCES = {
    "update_error": "the weights moved differently from training: the update is off by 100 %, the limit is 0.167 %",
    "spoke_after_done": "it sent more after it had said that it was done",
    "run_timed_out": "run 1 was not done within 60 s",
}
TENSORS = ("embedding.weight", "blocks.0.attention.weight", "blocks.1.mlp.weight")
SLOT = 10**12


def run_record(index: int, rate: float, tokens: int, turn: int, slot: int) -> dict:
    """Returns one timed run; its rate is near the given one, and its comparison finds small errors."""
    draw = random.Random(f"{rate} {slot} {turn}")
    nanoseconds = round(tokens / rate * 1e9 * draw.lognormvariate(0, 0.006))
    comparison = {
        "finite": True,
        "update_error": draw.uniform(4e-6, 2e-5),
        "projection": 1 + draw.uniform(-2e-5, 2e-5),
        "first_moment_error": draw.uniform(1e-6, 1e-5),
        "second_moment_error": draw.uniform(1e-6, 6e-6),
        "tensors": [tensor(name, draw) for name in TENSORS],
        "rows": {"tensor": TENSORS[0], "row": draw.randrange(512), "worst": draw.uniform(2e-4, 2e-3)},
    }
    return {
        "index": index,
        "started": slot * SLOT,
        "stopped": slot * SLOT + nanoseconds,
        "freezing": draw.randrange(200_000, 600_000),
        "tokens": tokens,
        "disturbances": [],
        "foreign_load": draw.uniform(0.002, 0.02),
        "statistics": comparison,
    }


def tensor(name: str, draw: random.Random) -> dict:
    """Returns the comparison of one tensor."""
    return {
        "name": name,
        "update_error": draw.uniform(1e-5, 6e-5),
        "projection": 1 + draw.uniform(-8e-5, 8e-5),
        "first_moment_error": draw.uniform(5e-6, 4e-5),
    }


def verdict(code: str) -> dict:
    """Returns a verdict with this code, with a sentence such as a judge's."""
    said = scripted_run.verdict(code)
    return said | {"sentence": SENTENCES.get(code, said["sentence"])}


def leave_log(folder: Path) -> None:
    """Writes what the submission prints where a real judge would have kept it."""
    code = folder / "submission.py"
    printed = re.search(r"^PRINTS = (.+)$", code.read_text(), re.MULTILINE) if code.exists() else None
    if printed:
        (folder / "contestant-1.log").write_text(ast.literal_eval(printed[1]) + "\n")


if __name__ == "__main__":
    leave_log(Path(sys.argv[-1]))
    scripted_judge.run_record = run_record
    scripted_match.run_record = run_record
    scripted_judge.verdict = verdict
    sys.exit(scripted_judge.main())
