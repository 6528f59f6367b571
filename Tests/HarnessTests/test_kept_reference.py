"""A reference that is exported and recalled in the place of a training."""

import os

import numpy
import pytest

from host import SEED, SMALL, STEPS, Role, memory_file, read_file, seal_input


@pytest.fixture(scope="module")
def exported(trained_run):
    """The descriptor of a file with the reference of the shared run."""
    file = memory_file(trained_run.description["output_bytes"])
    assert trained_run.referee.ask({"verb": "export"}, [file]) == trained_run.reference
    yield file
    os.close(file)


@pytest.fixture
def other_referee(trained_run):
    """Another referee that has prepared the shared run and trained nothing."""
    with Role("referee") as role:
        role.ask({"verb": "describe", "workload": SMALL, **STEPS})
        files = [memory_file(len(read_file(file))) for file in trained_run.files]
        assert role.ask({"verb": "prepare", "seed": SEED}, files) == {"ok": True}
        yield role
        for file in files:
            os.close(file)


def recall(referee, run, file, **changes):
    """Returns the reply to the recall of a file with the losses of a run."""
    losses = {key: run.reference[key] for key in ("loss", "loss_before")}
    return referee.ask({"verb": "recall", **losses, **changes}, [file])


def ask_raw(referee, file):
    """Returns the bytes of the verdict on a file."""
    referee.send(b'{"verb":"verify"}', [file])
    return referee.receive()


def nearly_trained(run, exported):
    """Returns an output that is a little off everywhere."""
    values = numpy.frombuffer(read_file(exported), dtype="<f4")
    factors = 1 + numpy.random.default_rng(4).standard_normal(values.size).astype(numpy.float32) * numpy.float32(1e-5)
    return memory_file(run.description["output_bytes"], (values * factors).tobytes())


def test_an_exported_reference_verifies_against_itself(trained_run, exported):
    verdict = trained_run.verify(exported)
    assert (verdict["update_error"], verdict["projection"], verdict["rows"]["worst"]) == (0, 1, 0)
    assert (verdict["first_moment_error"], verdict["second_moment_error"], verdict["weight_error"]) == (0, 0, 0)
    assert verdict["changed"] > 0.9
    assert verdict["loss"] == trained_run.reference["loss"]


@pytest.mark.parametrize("is_sealed", [False, True], ids=["copied", "mapped"])
def test_verdicts_after_a_recall_are_the_same_to_the_byte(trained_run, exported, other_referee, is_sealed):
    file = memory_file(trained_run.description["output_bytes"], read_file(exported))
    if is_sealed:
        seal_input(file)
    assert recall(other_referee, trained_run, file) == trained_run.reference
    output = nearly_trained(trained_run, exported)
    verdict = ask_raw(trained_run.referee, output)
    assert b'"finite": true' in verdict
    assert ask_raw(other_referee, output) == verdict
    seal_input(output)
    assert ask_raw(other_referee, output) == verdict
    again = memory_file(trained_run.description["output_bytes"])
    assert other_referee.ask({"verb": "export"}, [again]) == trained_run.reference
    assert read_file(again) == read_file(exported)
    for descriptor in (file, output, again):
        os.close(descriptor)


@pytest.mark.parametrize("is_sealed", [False, True], ids=["copied", "mapped"])
@pytest.mark.parametrize("value", [numpy.nan, -1e-12], ids=["nan", "negative second moment"])
def test_a_damaged_reference_is_a_bad_request(trained_run, exported, other_referee, value, is_sealed):
    values = numpy.frombuffer(read_file(exported), dtype="<f4").copy()
    values[-1] = value
    file = memory_file(trained_run.description["output_bytes"], values.tobytes())
    if is_sealed:
        seal_input(file)
    assert recall(other_referee, trained_run, file)["error"] == "bad_request"
    assert other_referee.ask({"verb": "verify"}, [file])["error"] == "bad_request"
    os.close(file)


@pytest.mark.parametrize(
    "changes", [{"loss": None}, {"loss": "1"}, {"loss_before": True}, {"loss_before": float("nan")}], ids=str
)
def test_losses_that_are_no_numbers_are_bad_requests(trained_run, exported, other_referee, changes):
    assert recall(other_referee, trained_run, exported, **changes)["error"] == "bad_request"


def test_files_of_the_wrong_size_and_verbs_out_of_order_are_bad_requests(trained_run, exported, other_referee):
    short = memory_file(trained_run.description["output_bytes"] - 64)
    assert other_referee.ask({"verb": "export"}, [exported])["error"] == "bad_request"
    assert recall(other_referee, trained_run, short)["error"] == "bad_request"
    assert recall(other_referee, trained_run, exported)["ok"] is True
    for files in ([], [short], [exported, exported]):
        assert other_referee.ask({"verb": "export"}, files)["error"] == "bad_request"
    other_referee.ask({"verb": "describe", "workload": SMALL, **STEPS})
    assert recall(other_referee, trained_run, exported)["error"] == "bad_request"
    os.close(short)
