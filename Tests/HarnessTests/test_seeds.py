"""Secret streams: repeatable, independent, and fed with the whole seed."""

import pytest

import seeds

SEED = bytes(range(32))
LABELS = [seeds.WEIGHTS, seeds.BATCHES, seeds.WARMUP_WEIGHTS, seeds.WARMUP_BATCHES, seeds.HELD_OUT]


def stream(seed, label):
    return seeds.make_generator(seed, label).bytes(64)


def test_same_seed_and_label_give_the_same_bytes():
    assert stream(SEED, seeds.WEIGHTS) == stream(SEED, seeds.WEIGHTS)


def test_every_label_gives_other_bytes():
    assert len({stream(SEED, label) for label in LABELS}) == len(LABELS)


@pytest.mark.parametrize("position", [0, 15, 16, 31])
def test_every_part_of_the_seed_counts(position):
    changed = bytearray(SEED)
    changed[position] ^= 1
    assert stream(bytes(changed), seeds.WEIGHTS) != stream(SEED, seeds.WEIGHTS)


def test_the_stream_never_changes():
    """A published seed must give the same run for ever; these bytes are the stream's beginning."""
    assert seeds.make_generator(SEED, seeds.WEIGHTS).bytes(8).hex() == "3115d14e916101ba"


@pytest.mark.parametrize("text", [None, 7, "", "5e" * 31, "5e" * 33, "zz" * 32])
def test_refuses_what_is_not_64_hexadecimal_digits(text):
    with pytest.raises(ValueError):
        seeds.parse_seed(text)
