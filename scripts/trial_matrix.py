"""The trials of one cast: each is compared with the trial that nothing disturbs."""

import multiprocessing
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fault_cast import Cast
from fault_places import PLACES
from fault_trial import Disturbance, Outcome, Stage, clear, play
from kill_trial import Kill
from world_faults import FAULTS


class Matrix:
    """The trials of one cast, and what they are compared with."""

    def __init__(
        self,
        cast: Cast,
        stage: Stage,
        parallel: int,
        is_keeping: bool,
        make_kill: type[Kill] = Kill,
        play: Callable[[Stage, Disturbance], Outcome] = play,
        clear: Callable[[Stage], None] = clear,
    ) -> None:
        """Plays the undisturbed trial; `parallel` others are then played at a time, whose folders are kept if asked.

        How a trial is played, what a kill is, and what is removed afterwards may be otherwise than on embedded chains.
        """
        self.cast, self.stage, self.parallel, self.is_keeping = cast, stage, parallel, is_keeping
        self.make_kill, self.play, self.clear = make_kill, play, clear
        self.number = 0
        self.reference = next(self.trials([make_kill()]))
        print(f"{cast.name}, undisturbed: {verdict(self.reference)}, {self.reference.seconds:.1f} s", flush=True)
        if self.reference.problems:
            raise SystemExit(1)

    def trials(self, disturbances: Sequence[Disturbance]) -> Iterator[Outcome]:
        """Plays trials, several at a time, each in a process of its own, and returns them in order."""
        stages = [replace(self.stage, number=self.number + index) for index in range(len(disturbances))]
        self.number += len(disturbances)
        with multiprocessing.get_context("fork").Pool(self.parallel, maxtasksperchild=1) as pool:
            yield from pool.imap(play_task, ((self.play, *pair) for pair in zip(stages, disturbances, strict=True)))

    def judge(self, outcome: Outcome) -> bool:
        """Compares a trial with the undisturbed one, prints a line, and says whether they are alike."""
        if not (outcome.is_disturbed or outcome.problems):
            outcome.problems.append("nothing was disturbed")
        for part in self.cast.compared:
            expected = self.reference.state[part]
            if not outcome.problems and outcome.state[part] != expected:
                outcome.problems.append(f"another {part}: {difference(expected, outcome.state[part])}")
        note = f" ({outcome.note})" if outcome.note else ""
        print(f"{outcome.disturbance}{note}: {verdict(outcome)}, {outcome.seconds:.1f} s", flush=True)
        if not (outcome.problems or self.is_keeping):
            self.clear(outcome.stage)
        return not outcome.problems

    def label_trials(self) -> tuple[int, int]:
        """Kills at the first, a middle and the last pass of each label; returns how many went well, and of how many."""
        kills = []
        for label in (label for label, place in PLACES.items() if self.cast.name in place.casts):
            count = self.reference.passes[label]
            kills += [self.make_kill(label, passes) for passes in (0, count // 2, count - 1)]
        return sum(self.judge(outcome) for outcome in map(self.until_reached, self.trials(kills))), len(kills)

    def until_reached(self, outcome: Outcome) -> Outcome:
        """Tries earlier passes where the one asked for was not reached: how often a place is passed varies a little."""
        while not outcome.is_disturbed and not outcome.problems and outcome.disturbance.passes > 0:
            outcome = next(self.trials([replace(outcome.disturbance, passes=outcome.disturbance.passes - 1)]))
        return outcome

    def random_trials(self, count: int, dice: random.Random) -> tuple[int, int]:
        """Kills at random instants, in every other trial the judge too; returns how many went well, and of how many.

        Where there are title matches, the judge is one that fights a match.
        """
        kills = [
            Kill(None, 0, dice.uniform(0, self.reference.seconds), number % 2 == 1, self.cast.matches > 0)
            for number in range(count)
        ]
        return sum(self.judge(outcome) for outcome in self.trials(kills)), count

    def world_trials(self, words: str) -> tuple[int, int]:
        """Plays the faults of the world whose names contain `words`; returns how many went well, and of how many."""
        chosen = [fault for fault in FAULTS if words in fault.name]
        return sum(self.judge(outcome) for outcome in self.trials(chosen)), len(chosen)


def play_task(task: tuple[Callable[[Stage, Disturbance], Outcome], Stage, Disturbance]) -> Outcome:
    """Plays one trial in a worker."""
    play, stage, disturbance = task
    return play(stage, disturbance)


def conclude(counts: Sequence[tuple[str, int, int]], folder: Path, began: float, is_keeping: bool) -> int:
    """Prints how many trials of each kind went well, and how long all took; returns the exit status.

    The folders of trials are removed when all went well, unless they are to be kept.
    """
    print(f"{time.monotonic() - began:.0f} s")
    for name, good, total in counts:
        print(f"{name} {good}/{total}")
    is_good = all(good == total for _, good, total in counts)
    if is_good and not is_keeping:
        shutil.rmtree(folder)
    else:
        print(f"folders of trials are in {folder}")
    return 0 if is_good else 1


def verdict(outcome: Outcome) -> str:
    """Returns how a trial went, in words."""
    return "; ".join(outcome.problems) or "alike"


def difference(expected: object, found: object) -> str:
    """Returns the first members in which two values differ."""
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [key for key in sorted(expected.keys() | found.keys()) if expected.get(key) != found.get(key)]
        return f"{keys[0]}: {difference(expected.get(keys[0]), found.get(keys[0]))}"
    if isinstance(expected, (list, tuple)) and type(found) is type(expected) and len(expected) == len(found):
        index = next(index for index, pair in enumerate(zip(expected, found, strict=True)) if pair[0] != pair[1])
        return f"{index}: {difference(expected[index], found[index])}"
    return f"{shortened(expected)} became {shortened(found)}"


def shortened(value: object) -> str:
    """Returns a value's text, or its beginning."""
    text = str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
