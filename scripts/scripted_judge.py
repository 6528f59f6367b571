#!/usr/bin/env python3
"""A judge whose run times are written in the submission, for tests of everything around judging.

It stands in the place of `tiltyard judge` (`validator run --judge-program`) and keeps to the same rules: it takes the
job folder's lock and leaves its process number there, reads the plan and the code, reports progress a line at a time,
and publishes `result.json` whole or not at all. It carries out evaluations (`plan.json`, `submission.py`) and title
matches (`match.json`, `challenger.py`, `champion.py`). Nothing of a submission runs. The submission's constants,
assigned at the left margin, say what comes out:

    RATE = 123.4                 tokens a second; each run takes the time of this rate, made a little unlike the others
    OUTCOME = "update_error"     a verdict code in the place of `accepted`
    IN_MATCH = "run_timed_out"   the verdict code of each of its runs in a title match; without it they all count
    HALTS = 3                    the first attempt at its title match fails by the machine after so many pairs
    SLEEP = 0.2                  seconds between the first line of progress and the result; a match takes both sides'
    REAL = True                  the program named by TILTYARD_REAL_JUDGE judges instead

The same code under the same rules gives the same figures every time.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import sys
import time
from pathlib import Path

from scripted_match import SIDES, make_match_result
from scripted_run import constants, environment, nanoseconds_of, run_record, tokens_of_run, verdict


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


def median_rate(runs: list[dict]) -> float:
    """Returns the median-low of the runs' tokens a second."""
    rates = sorted(run["tokens"] * 1e9 / nanoseconds_of(run) for run in runs)
    return rates[(len(rates) - 1) // 2]


def make_result(plan: dict, words: dict) -> dict:
    """Returns the result of an evaluation that the submission's constants ask for."""
    preset, code = plan["preset"], words.get("OUTCOME", "accepted")
    accepted, tokens, rate = code == "accepted", tokens_of_run(preset), words.get("RATE", 1.0)
    runs = [run_record(index, rate, tokens, index, index + 1) for index in range(preset["runs"] if accepted else 1)]
    result = {key: plan[key] for key in ("evaluation", "execution", "submission", "code_hash", "preset_hash")}
    result |= {
        "verdict": verdict(code),
        "runs": runs,
        "environment": environment(preset),
        "phases": {},
        "peak_memory_bytes": {},
    }
    if code == "update_error":
        # The verdict that limits lead to has to be that of its last run, or the log of evidence is not sound.
        runs[-1]["statistics"]["update_error"] = 1.0
        limit = preset["verification"]["update_error"]
        result["verdict"]["numbers"] = {"update_error": 1.0, "update_error_limit": limit}
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


def read_plan(folder: Path) -> tuple[dict, bool]:
    """Reads what is asked for, and whether it is a title match."""
    is_match = (folder / "match.json").exists()
    return json.loads((folder / ("match.json" if is_match else "plan.json")).read_text()), is_match


def read_words(folder: Path, plan: dict, is_match: bool) -> dict[str, dict]:
    """Returns the constants of each file of code; refuses a file whose hash is not the plan's."""
    hashes = {side: plan[side]["code_hash"] for side in SIDES} if is_match else {"submission": plan["code_hash"]}
    words = {}
    for name, digest in hashes.items():
        code = (folder / f"{name}.py").read_bytes()
        if hashlib.sha256(code).hexdigest() != digest:
            raise SystemExit(f"{name}.py does not have the hash that the plan names")
        words[name] = constants(code.decode())
    return words


def main() -> int:
    """Carries out the job folder that is the last argument."""
    folder = Path(sys.argv[-1])
    lock = take_lock(folder)
    if lock is None:
        print(f"another judge works on {folder}", file=sys.stderr)
        return 1
    if (folder / "result.json").exists():
        return 0
    plan, is_match = read_plan(folder)
    words = read_words(folder, plan, is_match)
    if any(each.get("REAL") for each in words.values()):
        program = os.environ["TILTYARD_REAL_JUDGE"]
        os.execv(program, [program, "judge", str(folder)])  # the lock goes with this process image; the judge takes it
    report("started", codes=len(words))
    time.sleep(sum(each.get("SLEEP", 0.0) for each in words.values()))
    result = make_match_result(plan, words) if is_match else make_result(plan, words["submission"])
    for step in result["pairs" if is_match else "runs"]:
        report("pair" if is_match else "run", index=step["index"])
    publish(folder, result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
