"""The workload: checked settings, learnable data, and a model that sees no future."""

import numpy
import pytest
import torch

import seeds
from host import SMALL
from workloads import WorkloadError, make_workload
from workloads.markov import SUCCESSORS, sample
from workloads.tiny_gpt import load_weights, next_token_loss

SEED = bytes(32)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "other"},
        {"width": 33},
        {"layers": 0},
        {"layers": True},
        {"batch": 2.0},
        {"vocabulary": 10**9},
        {"beta1": 1.0},
        {"learning_rate": float("nan")},
        {"learning_rate": "fast"},
        {"precision": "bf16"},
        {"surplus": 1},
    ],
    ids=lambda changes: "-".join(f"{key}={value}" for key, value in changes.items()),
)
def test_refuses_a_description(changes):
    with pytest.raises(WorkloadError):
        make_workload({**SMALL, **changes})


def test_refuses_a_description_with_a_key_missing():
    with pytest.raises(WorkloadError, match="epsilon"):
        make_workload({key: value for key, value in SMALL.items() if key != "epsilon"})


def test_tokens_follow_the_public_chain():
    tokens = sample(numpy.random.default_rng(1), rows=400, length=50, vocabulary=64)
    assert tokens.min() >= 0 and tokens.max() < 64
    followers = [set() for _ in range(64)]
    for before, after in zip(tokens[:, :-1].flat, tokens[:, 1:].flat, strict=True):
        followers[before].add(int(after))
    assert max(len(seen) for seen in followers) <= SUCCESSORS


def test_no_position_sees_a_later_one():
    workload = make_workload(SMALL)
    model = workload.make_model()
    load_weights(model, workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS)))
    tokens = torch.arange(32).view(1, 32)
    changed = tokens.clone()
    changed[0, 20] = 63
    before, after = model(tokens), model(changed)
    torch.testing.assert_close(before[:, :20], after[:, :20])
    assert not torch.allclose(before[:, 20:], after[:, 20:])


def test_every_parameter_has_a_gradient_that_is_not_noise():
    workload = make_workload(SMALL)
    model = workload.make_model()
    load_weights(model, workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS)))
    batch = torch.from_numpy(workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 1))[0]
    next_token_loss(model, batch).backward()
    for name, parameter in model.named_parameters():
        assert parameter.grad.norm() > 1e-3, name
