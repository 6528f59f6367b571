"""Times the referee's comparison of a large output against reading the files that it is about, once.

    python -I -B bench/verification.py [--gigabytes 1] [--repeats 3]

The files hold random numbers in the shapes of a language model: initial weights (1 part), reference and output (3 parts
each: weights, first and second moments). They are memory files, as in an evaluation. What is timed is all of `verify`
but the held-out loss, which is a matter of the model. The best of all repeats counts. Where other work runs on the
machine, the ratio of processor times tells more.
"""

import argparse
import fcntl
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Sources/Judging/Harness"))

import numpy
import torch

import memory
from layout import FLOAT32_BYTES, WeightsLayout
from referee.comparison import compare
from referee.files import unpack_output, unpack_weights, write_weights

READ_BYTES = 1 << 20
POOL_ELEMENTS = 1 << 22
GIGABYTE = 10**9
AMPLE_BYTES = 14 * GIGABYTE
TABLE = "embedding.weight"


def main() -> None:
    """Builds the files, and prints both times and their ratio."""
    parser = argparse.ArgumentParser(description="Times the comparison against reading its files once.")
    parser.add_argument("--gigabytes", type=float, default=default_gigabytes(), help="size of the model's weights")
    parser.add_argument("--repeats", type=int, default=3, help="the best of so many counts (default 3)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    layout = WeightsLayout.of_shapes(shapes(int(arguments.gigabytes * GIGABYTE / FLOAT32_BYTES)))
    files = make_files(layout)
    byte_count = sum(memory.size(file) for file in files)
    reading = best(arguments.repeats, lambda: read_once(files))
    comparing = best(arguments.repeats, lambda: compare_files(layout, *files))
    print(f"model      {layout.byte_count / GIGABYTE:.3f} GB, {layout.element_count:,} parameters")
    print(f"files      {byte_count / GIGABYTE:.3f} GB")
    print("threads    1")
    print(f"reading    {rate(byte_count, reading)}")
    print(f"comparing  {rate(byte_count, comparing)}")
    print(f"ratio      {comparing[0] / reading[0]:.2f}, of processor times {comparing[1] / reading[1]:.2f}")


def rate(byte_count: int, durations: tuple[float, float]) -> str:
    """Returns durations as people read them."""
    elapsed, processor = durations
    return f"{elapsed:.3f} s, {byte_count / GIGABYTE / elapsed:.2f} GB/s; {processor:.3f} s of processor time"


def default_gigabytes() -> float:
    """Returns 1, or 0.25 on a machine with too little free memory for seven times 1 GB and something to spare."""
    available = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return 1.0 if available and int(available[1]) * 1024 >= AMPLE_BYTES else 0.25


def shapes(element_count: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yields the names and shapes of a decoder with about so many parameters, a fifth of them in the embedding."""
    width = 1024 if element_count > 50_000_000 else 128
    yield TABLE, (max(1, element_count // 5 // width), width)
    for index in range(max(1, round(element_count * 0.8 / (12 * width**2)))):
        yield f"blocks.{index}.attention_norm.weight", (width,)
        yield f"blocks.{index}.query_key_value.weight", (3 * width, width)
        yield f"blocks.{index}.output.weight", (width, width)
        yield f"blocks.{index}.feed_forward_norm.weight", (width,)
        yield f"blocks.{index}.expand.weight", (4 * width, width)
        yield f"blocks.{index}.contract.weight", (width, 4 * width)


def make_files(layout: WeightsLayout) -> tuple[int, int, int]:
    """Returns descriptors of the sealed files: initial weights, reference and output, as after honest training."""
    noise = Noise()
    files = tuple(os.memfd_create(name, os.MFD_ALLOW_SEALING) for name in ("initial", "reference", "output"))
    sizes = (layout.byte_count, layout.output_byte_count, layout.output_byte_count)
    for file, size in zip(files, sizes, strict=True):
        os.ftruncate(file, size)
    for slot in layout.slots:
        single = WeightsLayout((slot,))
        initial = noise.like(slot.element_count) * numpy.float32(0.02)
        weights = initial + noise.like(slot.element_count) * numpy.float32(1e-4)
        moments = noise.like(slot.element_count) * numpy.float32(1e-5)
        write_weights(files[0], single, [initial])
        for file, share in ((files[1], 0), (files[2], 1e-6)):
            factors = 1 + noise.like(slot.element_count) * numpy.float32(share)
            found = (initial + (weights - initial) * factors, moments * factors, moments**2 * factors)
            for index, values in enumerate(found):
                write_weights(file, single, [values], index * layout.byte_count)
    for file in files:
        fcntl.fcntl(file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
    return files


class Noise:
    """Normal random numbers from a pool that is drawn once: a large file takes a second instead of a minute."""

    def __init__(self) -> None:
        self.generator = numpy.random.default_rng(1)
        self.pool = self.generator.standard_normal(POOL_ELEMENTS, dtype=numpy.float32)

    def like(self, count: int) -> numpy.ndarray:
        """Returns so many float32 numbers, from a place in the pool that is drawn anew."""
        return numpy.resize(numpy.roll(self.pool, self.generator.integers(POOL_ELEMENTS)), count)


def best(repeats: int, work: Callable[[], object]) -> tuple[float, float]:
    """Returns the shortest duration of some work and its shortest processor time, in seconds."""
    durations = []
    for _ in range(repeats):
        start, processor_start = time.perf_counter(), time.process_time()
        work()
        durations.append((time.perf_counter() - start, time.process_time() - processor_start))
    return min(elapsed for elapsed, _ in durations), min(processor for _, processor in durations)


def read_once(files: tuple[int, ...]) -> None:
    """Reads every byte of some files, one after another."""
    buffer = bytearray(READ_BYTES)
    for file in files:
        for offset in range(0, memory.size(file), READ_BYTES):
            os.preadv(file, [buffer], offset)


def compare_files(layout: WeightsLayout, initial: int, reference: int, output: int) -> None:
    """Compares an output with the reference."""
    start = unpack_weights(layout, memory.contents(initial, layout.byte_count))
    due, found = (
        unpack_output(layout, memory.contents(file, layout.output_byte_count)) for file in (reference, output)
    )
    names = [slot.name for slot in layout.slots]
    touched_rows = {TABLE: numpy.arange(layout.slots[0].shape[0]) % 2 == 0}
    compare(names, start, due, found, touched_rows)


if __name__ == "__main__":
    main()
