"""What a submission says about its runs, and the records of runs that follow from it, for the scripted judge."""

import ast
import platform
import re

CONSTANT = re.compile(r"^(RATE|OUTCOME|IN_MATCH|HALTS|SLEEP|REAL)\s*=\s*(.+?)\s*$", re.MULTILINE)
INFRASTRUCTURE = {"torch_missing", "referee_failed", "sandbox_failed", "host_busy", "not_rankable"}
TASK = {"bad_plan", "bad_workload"}
UNLIKE = (1.0, 1.02, 0.98, 1.01, 0.99)
SLOT = 10**12


def constants(code: str) -> dict:
    """Reads the constants that steer the result."""
    return {name: ast.literal_eval(value) for name, value in CONSTANT.findall(code)}


def responsibility(code: str) -> str:
    """Returns who has to answer for a verdict."""
    if code == "accepted":
        return "nobody"
    return "infrastructure" if code in INFRASTRUCTURE else "task" if code in TASK else "competitor"


def verdict(code: str) -> dict:
    """Returns a verdict with this code."""
    accepted = code == "accepted"
    sentence = "every run was verified" if accepted else f"the submission says that its verdict is {code}"
    return {"code": code, "responsibility": responsibility(code), "sentence": sentence, "numbers": {}}


def tokens_of_run(preset: dict) -> int:
    """Returns the tokens of each run; here no run has a step more or fewer than the rules say."""
    workload = preset["workload"]
    return preset["steps"] * workload["batch"] * workload["sequence_length"]


def run_record(index: int, rate: float, tokens: int, turn: int, slot: int) -> dict:
    """Returns one timed run with a comparison that finds nothing wrong.

    `turn` chooses how far its rate is from `rate`. It begins `slot` thousand seconds after the clock did.
    """
    nanoseconds = round(tokens / (rate * UNLIKE[turn % len(UNLIKE)]) * 1e9)
    comparison = {"finite": True, "update_error": 0.0, "projection": 1.0, "tensors": []}
    comparison |= {"first_moment_error": 0.0, "second_moment_error": 0.0}
    comparison["rows"] = {"tensor": "embedding", "row": 0, "worst": 0.0}
    return {
        "index": index,
        "started": slot * SLOT,
        "stopped": slot * SLOT + nanoseconds,
        "freezing": 300_000,
        "tokens": tokens,
        "disturbances": [],
        "statistics": comparison,
    }


def nanoseconds_of(run: dict) -> int:
    """Returns a run's wall time."""
    return run["stopped"] - run["started"]


def environment(preset: dict) -> dict:
    """Says that nothing was enforced, because nothing ran."""
    return {
        "isolation": "none",
        "degradations": [],
        "rankable": True,
        "contestant_processors": list(range(preset["contestant"]["cores"])),
        "host_processors": [0],
        "processor": platform.machine(),
        "kernel": platform.release(),
    }
