"""Tokens that can be learned: a fixed, public Markov chain of order 1.

The chain is the same for everybody; only the draw from it is secret. Some tokens are much more common than others and
each has few likely successors, so that the loss falls within a few steps.
"""

import hashlib
from functools import cache

import numpy

CHAIN_SEED = int.from_bytes(hashlib.sha256(b"tiltyard markov chain, version 1").digest(), "big")
SUCCESSORS = 8
"""Likely successors of each token."""


@cache
def successor_tables(vocabulary: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Returns (successors, cumulative): int64 and float64 arrays of shape (vocabulary, SUCCESSORS).

    `successors` are drawn with a popularity that falls off like 1 / rank; `cumulative` are their running
    probabilities, the last of which is exactly 1.
    """
    generator = numpy.random.Generator(numpy.random.PCG64(CHAIN_SEED))
    popularity = 1.0 / (4.0 + numpy.arange(vocabulary))
    popularity_sum = numpy.cumsum(popularity / popularity.sum())
    successors = numpy.searchsorted(popularity_sum, generator.random((vocabulary, SUCCESSORS)))
    successors = numpy.minimum(successors, vocabulary - 1).astype(numpy.int64)
    cumulative = numpy.cumsum(generator.random((vocabulary, SUCCESSORS)) + 0.1, axis=1)
    cumulative /= cumulative[:, -1:]
    return successors, cumulative


def sample(generator: numpy.random.Generator, rows: int, length: int, vocabulary: int) -> numpy.ndarray:
    """Returns int64 tokens of shape (rows, length), every row its own walk from a uniformly drawn first token."""
    successors, cumulative = successor_tables(vocabulary)
    tokens = numpy.empty((rows, length), dtype=numpy.int64)
    tokens[:, 0] = generator.integers(vocabulary, size=rows)
    draws = generator.random((length, rows, 1))
    for position in range(1, length):
        before = tokens[:, position - 1]
        choice = (cumulative[before] <= draws[position]).sum(axis=1)
        tokens[:, position] = successors[before, choice]
    return tokens
