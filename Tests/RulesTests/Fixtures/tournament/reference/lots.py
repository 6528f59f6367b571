"""What all cases draw from: one row of random numbers, so that the order in which they are drawn counts."""

import random

LOTS = random.Random(20260619)


def number(low, high, digits=4):
    return round(LOTS.uniform(low, high), digits)


def maybe(value, missing=0.15, strange=0.05):
    """A value, or none, or one that is no number (as text, for JSON has none)."""
    lot = LOTS.random()
    return None if lot < missing else LOTS.choice(["nan", "inf", "-inf"]) if lot < missing + strange else value


def plain(value):
    return float(value) if isinstance(value, str) else value
