"""Kills validator and judge with SIGKILL at random instants and counts how often a submission was judged once.

Each round submits one file, kills one or both at a random moment of its evaluation, starts the validator again where
it was the one, and waits for the verdict. A round counts when the submission has exactly one verdict, it is
"accepted", and exactly one execution of its evaluation was taken. At the end no process and no control group of the
contest may be left.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

import arena_state
import process_tree
from arena_process import Arena

TARGETS = ("validator", "judge", "both")
LATEST_KILL_SECONDS = 16.0
VERDICT_SECONDS = 180.0


def kill(arena: Arena, target: str) -> str:
    """Kills and says what there was to kill. The validator is started again where it was killed."""
    killed = []
    if target in ("validator", "both"):
        arena.kill_validator()
        killed.append("validator")
    if target in ("judge", "both") and arena.kill_judges():
        killed.append("judge")
    if "validator" in killed:
        arena.start()
    return " and ".join(killed) or "nobody"


def wait_for_verdict(arena: Arena, count: int) -> bool:
    """Waits until `count` submissions have come to their end."""
    deadline = time.monotonic() + VERDICT_SECONDS
    while not arena_state.is_settled(arena, count):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


def run_round(arena: Arena, number: int, baseline: str, folder: Path, dice: random.Random) -> bool:
    """Plays one round and says how it went. Returns whether the submission was judged exactly once."""
    code = folder / f"train-{number}.py"
    code.write_text(f"{baseline}\n\nROUND = {number}\n")
    arena.submit(code, f"miner-{number}")
    delay = dice.uniform(0, LATEST_KILL_SECONDS)
    time.sleep(delay)
    killed = kill(arena, TARGETS[number % len(TARGETS)])
    if not wait_for_verdict(arena, number + 1):
        print(f"round {number + 1}: killed {killed} after {delay:.1f} s; LOST, no verdict", flush=True)
        return False
    verdict = arena_state.codes(arena)[-1][1]
    problems = arena_state.judgement_problems(arena)
    sentence = "; ".join(problems) or "judged once"
    print(f"round {number + 1}: killed {killed} after {delay:.1f} s; {verdict}, {sentence}", flush=True)
    return verdict == "accepted" and not problems


def main() -> int:
    """Plays the rounds, prints how many went well out of how many, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--baseline", default="Sources/tiltyard/Demo/Submissions/baseline.py")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    process_tree.adopt_orphans()
    dice, folder = random.Random(seed), Path(tempfile.mkdtemp(prefix="tiltyard-storm-"))
    arena, groups = Arena(options.program, str(folder / "arena")), process_tree.control_groups()
    try:
        arena.start()
        arena.wait_until_founded()
        baseline = Path(options.baseline).read_text()
        good = sum(run_round(arena, number, baseline, folder, dice) for number in range(options.rounds))
        arena.stop()
        left = process_tree.wait_for_none(10) + process_tree.wait_for_no_group(groups, 10)
        print(f"left behind: {left or 'nothing'}")
        print(f"{good}/{options.rounds}")
        return 0 if good == options.rounds and not left else 1
    finally:
        arena.kill_validator()
        process_tree.end_all()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
