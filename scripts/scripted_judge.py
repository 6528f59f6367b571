#!/usr/bin/env python3
"""A judge whose run times are written in the submission, for tests of everything around judging.

It stands in the place of `tiltyard judge` (`validator run --judge-program`) and keeps to the same rules: it takes the
job folder's lock and leaves its process number there, reads `plan.json` and `submission.py`, reports progress a line
at a time, and publishes `result.json` whole or not at all. Nothing of the submission runs. The submission's constants,
assigned at the left margin, say what comes out:

    RATE = 123.4                 tokens a second; run i takes the time of this rate, made a little unlike the others
    OUTCOME = "update_error"     a verdict code in the place of `accepted`
    SLEEP = 0.2                  seconds between the first line of progress and the result
    REAL = True                  the program named by TILTYARD_REAL_JUDGE judges instead

The same submission under the same rules gives the same figures every time.
"""

import ast
import contextlib
import fcntl
import hashlib
import json
import os
import platform
import re
import sys
import time
from pathlib import Path

CONSTANT = re.compile(r"^(RATE|OUTCOME|SLEEP|REAL)\s*=\s*(.+?)\s*$", re.MULTILINE)
INFRASTRUCTURE = {"torch_missing", "referee_failed", "sandbox_failed", "host_busy", "not_rankable"}
TASK = {"bad_plan", "bad_workload"}
UNLIKE = (1.0, 1.02, 0.98, 1.01, 0.99)


def take_lock(folder: Path) -> int | None:
    """Takes the folder until this process ends; returns None when another judge has it."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def constants(code: str) -> dict:
    """Reads the constants that steer the result."""
    return {name: ast.literal_eval(value) for name, value in CONSTANT.findall(code)}


def responsibility(code: str) -> str:
    """Returns who has to answer for a verdict."""
    if code == "accepted":
        return "nobody"
    return "infrastructure" if code in INFRASTRUCTURE else "task" if code in TASK else "competitor"


def run_record(index: int, rate: float, tokens: int) -> dict:
    """Returns one timed run at about this rate, with a comparison that finds nothing wrong."""
    started = (index + 1) * 10**12
    nanoseconds = round(tokens / (rate * UNLIKE[index % len(UNLIKE)]) * 1e9)
    comparison = {"finite": True, "update_error": 0.0, "projection": 1.0, "tensors": []}
    return {
        "index": index,
        "started": started,
        "stopped": started + nanoseconds,
        "freezing": 300_000,
        "tokens": tokens,
        "disturbances": [],
        "statistics": comparison,
    }


def median_rate(runs: list[dict]) -> float:
    """Returns the median-low of the runs' tokens a second."""
    rates = sorted(run["tokens"] / ((run["stopped"] - run["started"]) / 1e9) for run in runs)
    return rates[(len(rates) - 1) // 2]


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


def make_result(plan: dict, words: dict) -> dict:
    """Returns the result that the submission's constants ask for."""
    preset, code = plan["preset"], words.get("OUTCOME", "accepted")
    workload = preset["workload"]
    tokens = preset["steps"] * workload["batch"] * workload["sequence_length"]
    accepted = code == "accepted"
    runs = [run_record(index, words.get("RATE", 1.0), tokens) for index in range(preset["runs"] if accepted else 1)]
    sentence = "every run was verified" if accepted else f"the submission says that its verdict is {code}"
    result = {key: plan[key] for key in ("evaluation", "execution", "submission", "code_hash", "preset_hash")}
    result |= {
        "verdict": {"code": code, "responsibility": responsibility(code), "sentence": sentence, "numbers": {}},
        "runs": runs,
        "environment": environment(preset),
        "phases": {},
        "peak_memory_bytes": {},
    }
    return result | ({"score": {"tokens_per_second": median_rate(runs)}} if accepted else {})


def publish(folder: Path, result: dict) -> None:
    """Writes the result so that a reader sees all of it or nothing."""
    temporary = folder / "result.json.new"
    with open(temporary, "w") as file:
        json.dump(result, file, indent=2, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    os.rename(temporary, folder / "result.json")
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def report(phase: str, **more: object) -> None:
    """Prints a line of progress; that nobody reads it any more does not matter."""
    with contextlib.suppress(BrokenPipeError):
        os.write(1, (json.dumps({"phase": phase, **more}) + "\n").encode())


def main() -> int:
    """Carries out the job folder that is the last argument."""
    folder = Path(sys.argv[-1])
    lock = take_lock(folder)
    if lock is None:
        print(f"another judge works on {folder}", file=sys.stderr)
        return 1
    if (folder / "result.json").exists():
        return 0
    plan, code = json.loads((folder / "plan.json").read_text()), (folder / "submission.py").read_bytes()
    if hashlib.sha256(code).hexdigest() != plan["code_hash"]:
        print("submission.py does not have the hash that the plan names", file=sys.stderr)
        return 1
    words = constants(code.decode())
    if words.get("REAL"):
        program = os.environ["TILTYARD_REAL_JUDGE"]
        os.execv(program, [program, "judge", str(folder)])  # the lock goes with this process image; the judge takes it
    report("started", submission=plan["submission"])
    time.sleep(words.get("SLEEP", 0.0))
    result = make_result(plan, words)
    for run in result["runs"]:
        report("run", index=run["index"])
    publish(folder, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
