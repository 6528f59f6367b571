"""Kills the validator at every labelled place and at random instants, and compares what comes of it.

Every trial begins with a copy of the same arena, in which the same submissions are committed in the same blocks. The
validator is killed once, with the judge at work or without, and started again; when everything is judged and the
champion paid, the board, the crowns and the times of all runs have to be those of the undisturbed trial. Left out of
the comparison are the newest block and the list of payouts, which depend on the clock; every tempo's payout must be
its emission. Each submission must have exactly one end, and nothing may be left behind.

With `--real N` the real judge trains a small model. Its times differ, so verdict codes are compared in place of boards.
"""

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import fault_cast
from arena_process import Arena
from arena_template import prepare
from fault_trial import Disturbance, Outcome, Stage, clear, play
from kill_trial import Kill
from world_faults import FAULTS

LABELS = (
    "reveals.read",
    "reveals.stored",
    "code.fetched",
    "code.inspected",
    "code.stored",
    "copies.refused",
    "epoch.opened",
    "execution.begun",
    "job.created",
    "judge.reported",
    "judge.ended",
    "result.accepted",
    "weights.on_chain",
    "weights.recorded",
)


class Matrix:
    """The trials of one kind, and what they are compared with."""

    def __init__(self, stage: Stage, options: argparse.Namespace, compared: tuple[str, ...]) -> None:
        self.stage, self.compared, self.is_keeping = stage, compared, options.keep
        self.parallel = 1 if options.real else options.parallel
        self.number = 0
        self.reference = next(self.trials([Kill()]))
        print(f"undisturbed: {verdict(self.reference)}, {self.reference.seconds:.1f} s", flush=True)
        if self.reference.problems:
            raise SystemExit(1)

    def trials(self, disturbances: Sequence[Disturbance]) -> Iterator[Outcome]:
        """Plays trials, several at a time, each in a process of its own, and returns them in order."""
        stages = [replace(self.stage, number=self.number + index) for index in range(len(disturbances))]
        self.number += len(disturbances)
        with multiprocessing.get_context("fork").Pool(self.parallel, maxtasksperchild=1) as pool:
            yield from pool.imap(play_task, zip(stages, disturbances, strict=True))

    def judge(self, outcome: Outcome) -> bool:
        """Compares a trial with the undisturbed one, prints a line, and says whether they are alike."""
        if not (outcome.is_disturbed or outcome.problems):
            outcome.problems.append("nothing was disturbed")
        for part in self.compared:
            expected = self.reference.state[part]
            if not outcome.problems and outcome.state[part] != expected:
                outcome.problems.append(f"another {part}: {difference(expected, outcome.state[part])}")
        note = f" ({outcome.note})" if outcome.note else ""
        print(f"{outcome.disturbance}{note}: {verdict(outcome)}, {outcome.seconds:.1f} s", flush=True)
        if not (outcome.problems or self.is_keeping):
            clear(outcome.stage)
        return not outcome.problems

    def label_trials(self) -> tuple[int, int]:
        """Kills at the first, a middle and the last pass of each label; returns how many went well, and of how many."""
        good = 0
        for label in LABELS:
            count = max(self.reference.passes[label], 3 if label in ("reveals.read", "judge.reported") else 1)
            kills = [Kill(label, passes) for passes in (0, count // 2, count - 1)]
            good += sum(self.judge(outcome) for outcome in map(self.until_reached, self.trials(kills)))
        return good, 3 * len(LABELS)

    def until_reached(self, outcome: Outcome) -> Outcome:
        """Tries earlier passes where the one asked for was not reached: how often a place is passed varies a little."""
        while not outcome.is_disturbed and not outcome.problems and outcome.disturbance.passes > 0:
            outcome = next(self.trials([replace(outcome.disturbance, passes=outcome.disturbance.passes - 1)]))
        return outcome

    def random_trials(self, count: int, dice: random.Random) -> tuple[int, int]:
        """Kills at random instants, in every other trial the judge too; returns how many went well, and of how many."""
        kills = [
            Kill(delay=dice.uniform(0, self.reference.seconds), takes_judge=number % 2 == 1) for number in range(count)
        ]
        return sum(self.judge(outcome) for outcome in self.trials(kills)), count

    def world_trials(self, words: str) -> tuple[int, int]:
        """Plays the faults of the world whose names contain `words`; returns how many went well, and of how many."""
        chosen = [fault for fault in FAULTS if words in fault.name]
        return sum(self.judge(outcome) for outcome in self.trials(chosen)), len(chosen)


def play_task(task: tuple[Stage, Disturbance]) -> Outcome:
    """Plays one trial in a worker."""
    return play(*task)


def verdict(outcome: Outcome) -> str:
    """Returns how a trial went, in words."""
    return "; ".join(outcome.problems) or "alike"


def difference(expected: object, found: object) -> str:
    """Returns the first members in which two values differ."""
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [key for key in sorted(expected.keys() | found.keys()) if expected.get(key) != found.get(key)]
        return f"{keys[0]}: {difference(expected.get(keys[0]), found.get(keys[0]))}"
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        index = next(index for index, pair in enumerate(zip(expected, found, strict=True)) if pair[0] != pair[1])
        return f"{index}: {difference(expected[index], found[index])}"
    return f"{shortened(expected)} became {shortened(found)}"


def shortened(value: object) -> str:
    """Returns a value's text, or its beginning."""
    text = str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"


def make_stage(options: argparse.Namespace, folder: Path) -> Stage:
    """Prepares the arena that all trials begin from."""
    judge = None if options.real else fault_cast.SCRIPTED_JUDGE
    rules, cast = (
        (fault_cast.small_rules(), fault_cast.real_cast())
        if options.real
        else (fault_cast.scripted_rules(), fault_cast.scripted_cast())
    )
    program, patience = os.path.abspath(options.program), 400.0 if options.real else 120.0
    template = prepare(lambda home, preset: Arena(program, home, preset, judge), folder, rules, cast)
    return Stage(program, judge, template, str(folder), patience)


def main() -> int:
    """Plays all trials, prints a line for each and the counts at the end, and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--random", type=int, default=50, help="how many random instants")
    parser.add_argument("--real", type=int, default=0, metavar="N", help="the real judge, N instants")
    parser.add_argument("--no-labels", action="store_true", help="leave out the labelled places")
    parser.add_argument("--world", default="", metavar="WORDS", help="only faults of the world with this in their name")
    parser.add_argument("--no-world", action="store_true", help="leave out disk, databases, clock and operator")
    parser.add_argument("--parallel", type=int, default=4, help="trials at a time, with the scripted judge")
    parser.add_argument("--keep", action="store_true", help="keep the folders of all trials")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    folder, began = Path(tempfile.mkdtemp(prefix="tiltyard-faults-")), time.monotonic()
    compared = ("codes",) if options.real else ("board", "crowns", "runs")
    matrix = Matrix(make_stage(options, folder), options, compared)
    counts = []
    if not options.real and not options.no_labels:
        counts.append(("labels", *matrix.label_trials()))
    if count := options.real or options.random:
        counts.append(("random instants", *matrix.random_trials(count, random.Random(seed))))
    if not (options.real or options.no_world):
        counts.append(("world", *matrix.world_trials(options.world)))
    print(f"{time.monotonic() - began:.0f} s")
    for name, good, total in counts:
        print(f"{name} {good}/{total}")
    is_good = all(good == total for _, good, total in counts)
    if is_good and not options.keep:
        shutil.rmtree(folder)
    else:
        print(f"folders of trials are in {folder}")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
