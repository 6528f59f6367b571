"""Which tensors a reply lists when not all of them go into a frame."""

import json

from referee.listing import LIST_BYTES, worst_tensors

STATISTICS = ("update_error", "projection", "first_moment_error", "second_moment_error")


def tensor(index, **figures):
    """Returns a tensor's figures; those that are not given are the reference's own."""
    return {"name": f"layer.{index}", **dict.fromkeys(STATISTICS, 0.0), "projection": 1.0, **figures}


def test_all_tensors_are_listed_if_they_fit():
    tensors = [tensor(index) for index in range(100)]
    assert worst_tensors(tensors) == tensors
    assert worst_tensors([]) == []


def test_the_worst_of_every_statistic_are_kept_in_their_order():
    tensors = [tensor(index) for index in range(1000)]
    tensors[900]["update_error"] = 2e-6
    tensors[800]["projection"] = 0.999
    tensors[700]["projection"] = 1.002
    tensors[600]["first_moment_error"] = 1e-9
    tensors[500]["second_moment_error"] = 1e9
    kept = worst_tensors(tensors, room=1200)
    names = [item["name"] for item in kept]
    assert {f"layer.{index}" for index in (900, 800, 700, 600, 500)} <= set(names)
    assert names == sorted(names, key=lambda name: int(name.split(".")[1]))
    assert len(json.dumps(kept)) <= 1200


def test_a_long_list_fits_into_a_frame():
    tensors = [tensor(index, update_error=1 / (index + 3), second_moment_error=1e-7 / 3) for index in range(5000)]
    text = json.dumps(worst_tensors(tensors))
    assert 0.9 * LIST_BYTES < len(text) <= LIST_BYTES
