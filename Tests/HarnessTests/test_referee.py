"""The referee as a real process: its verbs, its errors, and what its files hold."""

import os
import resource
import sys
from pathlib import Path

import numpy
import pytest

from host import SEED, SMALL, STEPS, Role, memory_file, read_file, seal_input
from workloads import make_workload

LAYOUT = make_workload(SMALL).layout
FILE_SIZES = ("weights", "batches", "weights", "warmup_batches")
DESCRIBE = {"verb": "describe", "workload": SMALL, **STEPS}


def test_describes_sizes_in_bytes(trained_run):
    description = trained_run.description
    assert description["ok"] is True
    assert description["parameters"] == LAYOUT.element_count
    assert description["embedding_parameters"] == (64 + 32) * 32
    assert description["weights_bytes"] == LAYOUT.byte_count
    assert description["output_bytes"] == 3 * LAYOUT.byte_count
    assert (description["layers"], description["width"]) == (2, 32)
    assert description["batch_bytes"] == 8 * 32 * 8
    assert description["batches_bytes"] == 10 * 8 * 32 * 8
    assert description["warmup_batches_bytes"] == 2 * 8 * 32 * 8
    assert description["python"] == sys.version.split()[0]
    assert len(bytes.fromhex(description["harness"])) == 32


def test_the_loss_falls_in_training(trained_run):
    assert trained_run.reference["loss"] < trained_run.reference["loss_before"] - 0.1


def new_files(description):
    """Returns empty files of the sizes that a run needs."""
    return [memory_file(description[f"{name}_bytes"]) for name in FILE_SIZES]


def close(files):
    for file in files:
        os.close(file)


def prepared_files(referee, seed):
    """Returns the contents of the four files that a seed leads to."""
    files = new_files(referee.ask(DESCRIBE))
    assert referee.ask({"verb": "prepare", "seed": seed}, files) == {"ok": True}
    contents = [read_file(file) for file in files]
    close(files)
    return contents


def test_the_same_seed_makes_the_same_files_and_another_does_not(trained_run, referee):
    same, different = prepared_files(referee, SEED), prepared_files(referee, "5f" * 32)
    for mine, again, other in zip(trained_run.files, same, different, strict=True):
        assert read_file(mine) == again != other


def test_a_run_may_be_shorter_than_described(referee):
    description = referee.ask(DESCRIBE)
    files = new_files({**description, "batches_bytes": 3 * description["batch_bytes"]})
    assert referee.ask({"verb": "prepare", "seed": SEED, "steps": 3}, files) == {"ok": True}
    assert len(set(read_file(files[1]))) > 1
    three = referee.ask({"verb": "reference"})
    assert three["ok"] is True
    assert read_file(files[0]) == prepared_files(referee, SEED)[0]
    ten = referee.ask({"verb": "reference"})
    assert ten["loss"] < three["loss"] < three["loss_before"] == ten["loss_before"]
    close(files)


@pytest.mark.parametrize("steps", [0, 11, -1, 3, 2.0, "3", True], ids=repr)
def test_wrong_numbers_of_steps_are_bad_requests(referee, steps):
    """Three steps are right, but not with files for ten."""
    files = new_files(referee.ask(DESCRIBE))
    assert referee.ask({"verb": "prepare", "seed": SEED, "steps": steps}, files)["error"] == "bad_request"
    close(files)


def test_a_workload_that_diverges_is_an_answer_of_its_own(referee):
    diverging = {**SMALL, "learning_rate": 1000.0, "weight_decay": 1000.0}
    files = new_files(referee.ask({**DESCRIBE, "workload": diverging}))
    assert referee.ask({"verb": "prepare", "seed": SEED}, files) == {"ok": True}
    reply = referee.ask({"verb": "reference"})
    close(files)
    assert (reply["ok"], reply["error"]) == (False, "workload_diverged")
    assert "learning rate of 1000 the loss went from 4." in reply["message"]
    assert reply["message"].endswith(" to nan")
    assert referee.ask({"verb": "verify"})["error"] == "bad_request"


def test_the_reference_is_repeatable(trained_run, referee):
    prepared_files(referee, SEED)
    assert referee.ask({"verb": "reference"}) == trained_run.reference


def test_warm_up_has_inputs_of_its_own(trained_run):
    warmup, batches = read_file(trained_run.warmup_batches), read_file(trained_run.batches)
    assert read_file(trained_run.weights) != read_file(trained_run.warmup_weights)
    assert batches[: len(warmup)] != warmup


def verify_bytes(run, data):
    """Returns the verdict on an output that begins with some bytes and is zero after them."""
    output = memory_file(run.description["output_bytes"], data)
    verdict = run.verify(output)
    os.close(output)
    return verdict


def test_the_unchanged_weights_without_moments_are_error_one(trained_run):
    verdict = verify_bytes(trained_run, read_file(trained_run.weights))
    assert verdict["finite"] is True
    assert (verdict["update_error"], verdict["projection"]) == (1.0, 0.0)
    assert (verdict["first_moment_error"], verdict["second_moment_error"]) == (1.0, pytest.approx(1, abs=1e-6))
    assert 0 < verdict["weight_error"] < 0.1
    assert verdict["changed"] == 0
    assert verdict["rows"].keys() == {"tensor", "worst", "row"}
    assert verdict["rows"]["worst"] == 1.0
    assert verdict["loss"] == trained_run.reference["loss_before"]
    assert {frozenset(tensor) for tensor in verdict["tensors"]} == {
        frozenset({"name", "update_error", "projection", "first_moment_error", "second_moment_error"})
    }
    assert [tensor["name"] for tensor in verdict["tensors"]] == [slot.name for slot in LAYOUT.slots]


@pytest.mark.parametrize(
    ("section", "value"),
    [
        ("weights", numpy.nan),
        ("weights", numpy.inf),
        ("weights", 3e38),
        ("exp_avg", numpy.nan),
        ("exp_avg_sq", -numpy.inf),
        ("exp_avg_sq", -1e-12),
    ],
    ids=["nan", "infinity", "overflow in the loss", "nan moment", "infinite moment", "negative second moment"],
)
def test_what_no_training_leaves_behind_gets_no_figures(trained_run, section, value):
    values = numpy.zeros(trained_run.description["output_bytes"] // 4, dtype="<f4")
    values[: LAYOUT.byte_count // 4] = numpy.frombuffer(read_file(trained_run.weights), dtype="<f4")
    end = (LAYOUT.section_offset(section) + LAYOUT.byte_count) // 4
    values[end - 2048 : end] = value  # the head: norms would hide an infinity in weights that come before them
    assert verify_bytes(trained_run, values.tobytes()) == {
        "ok": True,
        "finite": False,
        "update_error": None,
        "projection": None,
        "first_moment_error": None,
        "second_moment_error": None,
        "weight_error": None,
        "changed": None,
        "rows": None,
        "loss": None,
        "reference_loss": trained_run.reference["loss"],
        "tensors": [],
    }


@pytest.mark.parametrize(
    "request_bytes",
    [b"{", b"[]", b"\xff", b'{"verb":"dance"}', b"{}", b'{"verb":"describe"}', b"[" * 60000],
    ids=["half", "list", "not UTF-8", "unknown verb", "no verb", "no workload", "deep"],
)
def test_answers_bad_requests_and_keeps_serving(referee, request_bytes):
    referee.send(request_bytes)
    assert b'"error": "bad_request"' in referee.receive()
    assert referee.ask(DESCRIBE)["ok"] is True


def test_no_verb_but_describe_can_come_first():
    with Role("referee") as fresh:
        for verb in ("prepare", "reference", "export", "recall", "verify"):
            assert fresh.ask({"verb": verb})["error"] == "bad_request"
        assert fresh.hang_up() == 0


def test_verbs_out_of_order_are_bad_requests(referee):
    referee.ask(DESCRIBE)
    assert referee.ask({"verb": "reference"})["error"] == "bad_request"
    output = memory_file(LAYOUT.output_byte_count)
    assert referee.ask({"verb": "verify"}, [output])["error"] == "bad_request"
    os.close(output)


@pytest.mark.parametrize("count", [0, 3, 4, 8, 20])
def test_wrong_files_are_bad_requests_and_are_closed(referee, count):
    referee.ask(DESCRIBE)
    files = [memory_file(64) for _ in range(count)]
    held_before = open_descriptors(referee)
    reply = referee.ask({"verb": "prepare", "seed": SEED}, files)
    close(files)
    assert reply["error"] == "bad_request"
    assert open_descriptors(referee) == held_before


def open_descriptors(role):
    return sorted(os.listdir(f"/proc/{role.process.pid}/fd"))


def test_files_that_cannot_be_written_are_a_referee_failure_and_not_the_end(referee):
    files = new_files(referee.ask(DESCRIBE))
    for file in files:
        seal_input(file)
    reply = referee.ask({"verb": "prepare", "seed": SEED}, files)
    close(files)
    assert (reply["ok"], reply["error"]) == (False, "referee_failed")
    assert "\n" not in reply["message"]
    assert referee.ask(DESCRIBE)["ok"] is True


def test_a_lack_of_memory_is_an_answer_and_not_the_end(referee):
    """The address space is capped a little above what is in use, and the weights ask for 32 MiB."""
    files = new_files(referee.ask({**DESCRIBE, "workload": {**SMALL, "vocabulary": 65536, "width": 128}}))
    pages = int(Path(f"/proc/{referee.process.pid}/statm").read_text().split()[0])
    cap = pages * resource.getpagesize() + (8 << 20)
    resource.prlimit(referee.process.pid, resource.RLIMIT_AS, (cap, resource.RLIM_INFINITY))
    reply = referee.ask({"verb": "prepare", "seed": SEED}, files)
    resource.prlimit(referee.process.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    close(files)
    assert reply["error"] == "out_of_memory"
    assert referee.ask(DESCRIBE)["ok"] is True


def test_a_python_without_torch_is_an_answer(bare_python):
    with Role("referee", python=bare_python) as role:
        assert role.ask(DESCRIBE)["error"] == "torch_missing"
        assert role.hang_up() == 0
