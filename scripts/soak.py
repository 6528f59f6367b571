"""Sends hundreds of submissions through one validator and shows what it holds at rest after each wave.

Most are judged by the scripted judge, every thirtieth by the real one; texts are looked at in real sandboxes. Some are
copies, some cannot be parsed, some are rejected. After each wave, when nothing is at work, memory, open files, threads,
processes, control groups, mounts and user numbers are counted. Over the last two thirds of the run none of them may
grow with the number of submissions by more than its bound.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import astuple, fields
from pathlib import Path

import arena_state
import fault_cast
import process_tree
import soak_sample
from arena_process import Arena
from arena_template import Entry, hand_in, write_rules
from soak_sample import Sample

WAVE_SECONDS = 300.0
REAL_EVERY = 30
EXPECTED = ("accepted", "copied", "syntax_error", "update_error")


def entry(number: int) -> Entry:
    """Returns the submission of this number."""
    name = f"miner-{number:04}"
    if number % REAL_EVERY == 5:
        baseline = (fault_cast.REPOSITORY / "examples/crusade-tps/baseline.py").read_text()
        return Entry(name, f"{baseline}\n\nREAL = True\nNUMBER = {number}\n", 0)
    if number % 10 == 7:
        return Entry(name, f"# number {number}\n" + fault_cast.scripted(RATE=100.0 + number - 1), 0)
    if number % 20 == 11:
        return Entry(name, f"def number_{number}(:\n", 0)
    if number % 10 == 3:
        return Entry(name, fault_cast.scripted(OUTCOME="update_error", NUMBER=number), 0)
    return Entry(name, fault_cast.scripted(RATE=100.0 + number), 0)


def unexpected(arena: Arena) -> list[str]:
    """Says which ends came about that no submission of this run asks for."""
    counts = Counter(code for _, code in arena_state.codes(arena))
    return [f"{count} ended as {code}" for code, count in sorted(counts.items()) if code not in EXPECTED]


def soak_rules() -> dict:
    """Returns rules of a small contest with one block a second."""
    rules = fault_cast.small_rules() | {"name": "soak"}
    rules["schedule"] |= {"block_seconds": 0.5, "tempo_blocks": 10, "reveal_blocks": 2}
    return rules


def wait_for_rest(arena: Arena, count: int) -> None:
    """Waits until everything that was handed in has its end and no sandbox is left at work."""
    deadline = time.monotonic() + WAVE_SECONDS
    while not arena_state.is_settled(arena, count) or len(process_tree.descendants(arena.validator.pid)) > 1:
        if time.monotonic() > deadline or arena.validator.poll() is not None:
            raise SystemExit(f"submissions up to {count} were not judged: {arena.log[-2000:]}")
        time.sleep(0.2)
    time.sleep(1)


def run_waves(arena: Arena, count: int, wave: int, folder: Path) -> list[Sample]:
    """Hands in everything wave by wave, and looks at the validator after each."""
    samples, began, groups = [], time.monotonic(), process_tree.control_groups()
    arena.start(TILTYARD_REAL_JUDGE=arena.program)
    arena.wait_until_founded()
    for first in range(0, count, wave):
        last = min(first + wave, count)
        for number in range(first, last):
            hand_in(arena, entry(number), folder)
        wait_for_rest(arena, last)
        samples.append(soak_sample.take(arena, last, time.monotonic() - began, groups))
        print_row(samples[-1])
    return samples


def print_header() -> None:
    """Prints the names of the columns."""
    print("  ".join(field.name.replace("_", " ") for field in fields(Sample)), flush=True)


def print_row(sample: Sample) -> None:
    """Prints one sample below the header."""
    widths = [len(field.name) for field in fields(Sample)]
    print("  ".join(f"{value:{width}.0f}" for value, width in zip(astuple(sample), widths, strict=True)), flush=True)


def report(samples: list[Sample]) -> bool:
    """Prints start, middle and end, and what one submission adds to each; says whether every bound was kept."""
    print("\nstart, middle and end:")
    print_header()
    for sample in (samples[0], samples[len(samples) // 2], samples[-1]):
        print_row(sample)
    print("\nadded by one submission over the last two thirds:")
    for bound in soak_sample.BOUNDS:
        word = "kept" if bound.is_kept(samples) else "BROKEN"
        print(f"{bound.name.replace('_', ' ')}: {bound.growth(samples):.3f}, bound {bound.per_submission:g}, {word}")
    return all(bound.is_kept(samples) for bound in soak_sample.BOUNDS)


def main() -> int:
    """Runs everything and returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=".build/debug/tiltyard")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--wave", type=int, default=20, help="submissions between two looks")
    parser.add_argument(
        "--unreaped", action="store_true", help="let no orphan go, as a container without an init process does"
    )
    options = parser.parse_args()
    if options.count < 3 * options.wave:
        parser.error("growth is told from three waves or more")
    process_tree.adopt_orphans(reaps=not options.unreaped)
    folder = Path(tempfile.mkdtemp(prefix="tiltyard-soak-"))
    rules = write_rules(soak_rules(), folder)
    arena = Arena(options.program, str(folder / "arena"), rules, fault_cast.SCRIPTED_JUDGE)
    print_header()
    try:
        samples = run_waves(arena, options.count, options.wave, folder)
        problems = arena_state.judgement_problems(arena) + arena_state.payment_problems(arena)
        problems += unexpected(arena)
        took = arena.stop()
        problems += arena_state.leftovers(arena) + process_tree.wait_for_none(10)
        is_flat = report(samples)
        print(f"\nstopped in {took:.1f} s; {'; '.join(problems) or 'every submission has one end, nothing is left'}")
        print("no leak" if is_flat and not problems else "LEAK")
        return 0 if is_flat and not problems else 1
    finally:
        arena.kill_validator()
        process_tree.end_all()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
