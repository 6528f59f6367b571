"""Training models of transformers: what honest programs agree about, in each precision class, and what they cannot."""

import numpy
import pytest
import torch

import seeds
from fixtures import hf_honest
from hf_models import GPT2, HF_SMALL, OPT, QWEN2
from referee.comparison import compare
from workloads import make_workload
from workloads.reference import train_reference
from workloads.trained import TrainedState
from workloads.training import load_weights, next_token_loss

SEED = bytes(range(32))
STEPS = 6


def made(**changes):
    """Returns (workload, initial weights, batches); the seed is always the same."""
    workload = make_workload({**HF_SMALL, **changes})
    initial = workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS))
    return workload, initial, workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), STEPS)


def submitted(workload, initial, batches):
    """Returns what the honest fixture leaves behind, which trains on two rows at a time."""
    model = workload.make_model()
    load_weights(model, initial)
    optimizer = workload.make_optimizer(model)
    hf_honest.inner_steps(model, iter(torch.from_numpy(batches)), optimizer, len(batches), torch.device("cpu"))
    return TrainedState.of(model, optimizer)


def figures(workload, initial, batches, final, reference=None):
    """Returns the statistics of a result, with what verification leaves out left out."""
    names = [slot.name for slot in workload.layout.slots]
    reference = reference or train_reference(workload, initial, batches)
    return compare(names, initial, reference, final, workload.touched_rows(batches), workload.ungraded)


@pytest.mark.parametrize("config", [QWEN2, GPT2, OPT], ids=["qwen2", "gpt2", "opt"])
def test_honest_programs_agree_about_every_graded_tensor(config):
    run = made(config=config)
    found = figures(*run, submitted(*run))
    for figure in ("update_error", "first_moment_error", "second_moment_error"):
        assert found[figure] < 2e-5
        assert max(tensor[figure] for tensor in found["tensors"]) < 1e-4
    assert found["rows"]["worst"] < 1e-4


@pytest.mark.parametrize("step", [0, STEPS // 2, STEPS - 1])
def test_a_skipped_step_is_far_off(step):
    workload, initial, batches = made()
    final = train_reference(workload, initial, numpy.delete(batches, step, axis=0))
    assert figures(workload, initial, batches, final)["update_error"] > 0.05


@pytest.mark.parametrize(("precision", "dtype"), [("bf16-autocast", torch.float32), ("bf16-params", torch.bfloat16)])
def test_bfloat16_classes_have_their_dtype_and_their_own_distance(precision, dtype):
    run = workload, initial, batches = made(precision=precision)
    model = workload.make_model()
    assert {parameter.dtype for parameter in model.parameters()} == {dtype}
    assert model.model.rotary_emb.inv_freq.dtype == torch.float32, "positions are too coarse in bfloat16"
    logits = workload.forward_of(model)(torch.from_numpy(batches[0]))
    assert logits.dtype == torch.bfloat16
    reference = train_reference(*run)
    assert figures(*run, reference, reference)["update_error"] == 0
    full = train_reference(made()[0], initial, batches)
    error = figures(workload, initial, batches, full, reference)["update_error"]
    assert 1e-3 < error < 0.6, "bfloat16 parameters lose the smaller part of every update"


def test_the_exact_gradient_of_a_key_bias_is_zero_without_rotation_and_falls_with_its_frequency_with_it():
    """In float64, so that what is left is the gradient itself. See `workloads.hf_ungraded`."""
    without, rotated = (key_bias_gradients(config) for config in (OPT, QWEN2))
    assert max(gradient.abs().max() for gradient in without) < 1e-15
    for gradient in rotated:
        sizes = gradient.abs().view(2, -1).amax(dim=0)
        assert sizes[0] > 1e-3, "the fastest frequency is well above rounding"
        assert 0 < sizes[-1] < 1e-3 * sizes[0]


def key_bias_gradients(config):
    """Returns the float64 gradients of all biases on keys after one batch."""
    workload, initial, batches = made(config=config)
    model = workload.make_model().double()
    load_weights(model, initial)
    next_token_loss(lambda tokens: Double(model(tokens).logits), torch.from_numpy(batches[0])).backward()
    found = [parameter.grad for name, parameter in model.named_parameters() if name in workload.ungraded]
    assert len(found) == 2
    return found


class Double:
    """Logits that stay in float64 where the loss would make them float32."""

    def __new__(cls, logits):
        logits.float = lambda: logits
        return logits
