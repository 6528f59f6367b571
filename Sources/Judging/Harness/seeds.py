"""Independent random streams from one secret seed.

Each use of the seed has a label, and its stream starts from `sha256(seed || label)`: knowing one stream, or
even its whole generator state, tells nothing about another. That matters because a contestant sees the
warm-up weights and batches, and PCG64 is fast but not secret: its state can be worked out from its output.

Numpy and not torch draws the numbers: torch's CPU generator keeps 32 bits of its seed, few enough to try them all.
"""

import hashlib

import numpy

SEED_BYTES = 32

WEIGHTS = "weights"
BATCHES = "batches"
WARMUP_WEIGHTS = "warmup-weights"
WARMUP_BATCHES = "warmup-batches"
HELD_OUT = "held-out"


def make_generator(seed: bytes, label: str) -> numpy.random.Generator:
    """Returns the stream of a 32-byte seed for one label.

    The pool of eight 32-bit words keeps all 256 bits of the digest; numpy's default of four would keep half of them.
    """
    digest = hashlib.sha256(seed + label.encode()).digest()
    sequence = numpy.random.SeedSequence(int.from_bytes(digest, "big"), pool_size=8)
    return numpy.random.Generator(numpy.random.PCG64(sequence))


def parse_seed(text: object) -> bytes:
    """Returns the bytes of a seed written as 64 hexadecimal digits. Raises ValueError for anything else."""
    if not isinstance(text, str) or len(text) != 2 * SEED_BYTES:
        raise ValueError("seed is not 64 hexadecimal digits")
    return bytes.fromhex(text)
