"""Kills the validator at every labelled place and at random instants, and compares what comes of it.

Every trial begins with a copy of the same arena, in which the same submissions are committed in the same blocks. The
validator is killed once, with the judge at work or without, and started again. When everything is judged, every title
match decided and the champion paid, the board, the crowns, the matches and the times of all runs have to be those of
the undisturbed trial. Left out of the comparison are the newest block and the list of payouts, which depend on the
clock; every tempo's payout must be its emission. Each submission and each match must have exactly one end, and nothing
may be left behind.

There are two casts: with one the crown goes by scores, with the other title matches decide it. With `--real N` the real
judge trains a small model instead. Its times differ, so verdict codes are compared in place of boards.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import fault_cast
from arena_process import Arena
from arena_template import prepare
from fault_cast import Cast
from fault_trial import Stage
from trial_matrix import Matrix, conclude

# How many went well, of how many, by what was tried.
Counts = list[tuple[str, int, int]]


def make_stage(cast: Cast, program: str, folder: Path) -> Stage:
    """Prepares the arena that all trials of a cast begin from."""
    folder.mkdir()
    template = prepare(
        lambda home, preset: Arena(program, home, preset, cast.judge), folder, cast.rules, cast.entries, cast.matches
    )
    return Stage(program, cast.judge, template, str(folder), cast.patience)


def play_scores(options: argparse.Namespace, matrix: Matrix, dice: random.Random) -> Counts:
    """Plays all trials of the cast whose crown goes by scores."""
    counts = [] if options.no_labels else [("labels", *matrix.label_trials())]
    if options.random:
        counts.append(("random instants", *matrix.random_trials(options.random, dice)))
    if not options.no_world:
        counts.append(("world", *matrix.world_trials(options.world)))
    return counts


def play_matches(options: argparse.Namespace, matrix: Matrix, dice: random.Random) -> Counts:
    """Plays all trials of the cast whose crown is decided by title matches."""
    counts = [] if options.no_labels else [("labels with title matches", *matrix.label_trials())]
    if options.random_matches:
        counts.append(("random instants with title matches", *matrix.random_trials(options.random_matches, dice)))
    return counts


def play_real(options: argparse.Namespace, matrix: Matrix, dice: random.Random) -> Counts:
    """Plays the trials with the real judge."""
    return [("random instants with the real judge", *matrix.random_trials(options.real, dice))]


def read_options() -> argparse.Namespace:
    """Reads what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--random", type=int, default=50, help="how many random instants")
    parser.add_argument("--random-matches", type=int, default=14, help="how many random instants with title matches")
    parser.add_argument("--no-scores", action="store_true", help="only the cast with title matches")
    parser.add_argument("--no-matches", action="store_true", help="leave out the cast with title matches")
    parser.add_argument("--real", type=int, default=0, metavar="N", help="the real judge, N instants")
    parser.add_argument("--no-labels", action="store_true", help="leave out the labelled places")
    parser.add_argument("--world", default="", metavar="WORDS", help="only faults of the world with this in their name")
    parser.add_argument("--no-world", action="store_true", help="leave out disk, databases, clock and operator")
    parser.add_argument("--parallel", type=int, default=6, help="trials at a time, with the scripted judge")
    parser.add_argument("--keep", action="store_true", help="keep the folders of all trials")
    parser.add_argument("--seed", type=int, default=None)
    return parser.parse_args()


def main() -> int:
    """Plays all trials, prints a line for each and the counts at the end, and returns the exit status."""
    options = read_options()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    folder, began, counts = Path(tempfile.mkdtemp(prefix="tiltyard-faults-")), time.monotonic(), []
    games = [(fault_cast.real_cast, play_real)]
    if not options.real:
        games = [] if options.no_scores else [(fault_cast.score_cast, play_scores)]
        games += [] if options.no_matches else [(fault_cast.match_cast, play_matches)]
    for make_cast, play in games:
        cast = make_cast()
        stage = make_stage(cast, os.path.abspath(options.program), folder / cast.name)
        matrix = Matrix(cast, stage, 1 if options.real else options.parallel, options.keep)
        counts += play(options, matrix, random.Random(seed))
    return conclude(counts, folder, began, options.keep)


if __name__ == "__main__":
    sys.exit(main())
