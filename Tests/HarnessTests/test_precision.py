"""Precision classes: what is rounded, what the reference computes in, and that an honest contestant agrees with it."""

import os

import numpy
import pytest
import torch

import seeds
from host import FIXTURES, NONCE, SMALL, Run
from referee.comparison import compare
from workloads import make_workload
from workloads.reference import train_reference
from workloads.tiny_gpt import load_weights, next_token_loss

SEED = bytes(range(32))
CLASSES = ("fp32", "bf16-autocast", "bf16-params")


def made(precision, steps=3):
    """Returns (workload, initial weights, batches) of a class; the seed is always the same."""
    workload = make_workload({**SMALL, "precision": precision})
    initial = workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS))
    return workload, initial, workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), steps)


def is_bfloat16(array):
    """Tells whether every float32 value has the low half of its bits empty."""
    return not (array.view(numpy.uint32) & 0xFFFF).any()


@pytest.mark.parametrize(
    ("precision", "parameters"),
    [("fp32", torch.float32), ("bf16-autocast", torch.float32), ("bf16-params", torch.bfloat16)],
)
def test_model_and_moments_have_the_dtype_of_the_class(precision, parameters):
    workload, initial, batches = made(precision, steps=1)
    model = workload.make_model()
    load_weights(model, initial)
    optimizer = workload.make_optimizer(model)
    next_token_loss(workload.forward_of(model), torch.from_numpy(batches[0])).backward()
    optimizer.step()
    assert {parameter.dtype for parameter in model.parameters()} == {parameters}
    moments = [optimizer.state[parameter][key] for parameter in model.parameters() for key in ("exp_avg", "exp_avg_sq")]
    assert {moment.dtype for moment in moments} == {parameters}


def test_the_loss_is_float32_and_the_products_are_the_classes_own():
    for precision, products in zip(CLASSES, (torch.float32, torch.bfloat16, torch.bfloat16), strict=True):
        workload, _, batches = made(precision)
        forward, batch = workload.forward_of(workload.make_model()), torch.from_numpy(batches[0])
        assert forward(batch).dtype == products
        assert next_token_loss(forward, batch).dtype == torch.float32


def test_only_the_class_of_bfloat16_parameters_rounds_the_initial_weights():
    full, same, rounded = (made(precision)[1] for precision in CLASSES)
    for exact, again, coarse in zip(full, same, rounded, strict=True):
        numpy.testing.assert_array_equal(exact, again)
        numpy.testing.assert_allclose(coarse, exact, rtol=2**-8)
        assert is_bfloat16(coarse)
    assert not all(is_bfloat16(array) for array in full)


def test_the_reference_trains_in_its_class():
    """The distances between classes say that each really is another one."""
    results = {precision: train_reference(*made(precision)) for precision in CLASSES}
    for array in results["bf16-params"].weights + results["bf16-params"].second_moments:
        assert is_bfloat16(array)
    names = [slot.name for slot in made("fp32")[0].layout.slots]
    initial = made("fp32")[1]
    figures = compare(names, initial, results["fp32"], results["bf16-autocast"], {})
    assert 1e-3 < figures["update_error"] < 0.1
    assert 1e-3 < figures["first_moment_error"] < 0.1


@pytest.mark.parametrize("precision", CLASSES[1:])
def test_rows_that_are_looked_up(precision):
    workload, _, batches = made(precision, steps=1)
    batches[:] = 5
    batches[0, 0, 3], batches[0, 0, -1] = 7, 9
    touched = workload.touched_rows(batches)
    assert touched.keys() == {"token_embedding.weight", "position_embedding.weight"}
    assert numpy.flatnonzero(touched["token_embedding.weight"]).tolist() == [5, 7]
    assert numpy.flatnonzero(touched["position_embedding.weight"]).tolist() == list(range(31))


@pytest.mark.parametrize(
    ("precision", "largest", "worst_row"), [("bf16-autocast", 0.1, 0.3), ("bf16-params", 1e-6, 1e-6)]
)
def test_plain_training_is_near_the_reference_of_its_class(contestant, tmp_path, precision, largest, worst_row):
    """With the loss in float32. That is a better precision than autocast asks for, and exact in the other class."""
    path = tmp_path / "train.py"
    path.write_text((FIXTURES / "honest_small.py").read_text().replace("batch[:, :-1])", "batch[:, :-1]).float()"))
    run = Run({**SMALL, "precision": precision})
    output = run.new_output()
    assert run.load(contestant, path, output) == b"R"
    assert run.go(contestant) == b"D" + NONCE
    verdict = run.verify(output)
    os.close(output)
    run.close()
    assert verdict["finite"] is True
    errors = (verdict["update_error"], verdict["first_moment_error"], verdict["second_moment_error"])
    assert max(errors) < largest
    assert verdict["rows"]["worst"] < worst_row
