"""Calibration's recipes do what their names say."""

import numpy
import pytest
import torch

from calibrate.cheats import cheats, probes
from calibrate.compression import int8_update, of_rank, partial_update
from calibrate.honest import honest_recipes
from calibrate.shortcuts import noise, sampled_softmax, stretched, with_first_head_zeroed
from calibrate.work import attention_work, layer_work, output_work, share
from host import SMALL
from referee.comparison import compare
from workloads import make_workload
from workloads.reference import train_reference
from workloads.settings import PRECISIONS
from workloads.tiny_gpt import load_weights, next_token_loss

STEPS = 10
WORKLOAD = make_workload(SMALL)
NAMES = [slot.name for slot in WORKLOAD.layout.slots]
INITIAL = WORKLOAD.initial_weights(numpy.random.default_rng(2))
BATCHES = WORKLOAD.make_batches(numpy.random.default_rng(3), STEPS)
ALL = {recipe.name: recipe for recipe in [*cheats(WORKLOAD.settings), *probes(WORKLOAD.settings)]}


@pytest.fixture(scope="module")
def reference():
    return train_reference(WORKLOAD, INITIAL, BATCHES)


def figures_of(recipe, reference):
    """Returns the statistics of a recipe's training."""
    trained = ALL[recipe.training_of] if recipe.training_of else recipe
    final = recipe.finish(INITIAL, trained.train(WORKLOAD, INITIAL, torch.from_numpy(BATCHES)), reference)
    return compare(NAMES, INITIAL, reference, final, WORKLOAD.touched_rows(BATCHES))


@pytest.mark.parametrize("precision", PRECISIONS)
def test_names_are_unique_and_every_training_exists_before_it_is_used(precision):
    names = []
    for recipe in [*honest_recipes(precision), *ALL.values()]:
        assert recipe.training_of is None or recipe.training_of in names
        names.append(recipe.name)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("recipe", honest_recipes("fp32"), ids=lambda recipe: recipe.name)
def test_honest_recipes_are_honest(reference, recipe):
    figures = figures_of(recipe, reference)
    errors = [figures["update_error"], figures["first_moment_error"], figures["second_moment_error"]]
    assert max(errors) < {"bfloat16_autocast": 0.1, "worst_rounding": 1e-2}.get(recipe.name, 1e-4)


def worst_rounding_distances():
    """Returns by how much each weight differs after one step with the worst rounding."""
    worst = next(recipe for recipe in honest_recipes("fp32") if recipe.name == "worst_rounding")
    first = BATCHES[:1]
    plain = train_reference(WORKLOAD, INITIAL, first)
    turned = worst.train(WORKLOAD, INITIAL, torch.from_numpy(first))
    pairs = zip(plain.weights, turned.weights, strict=True)
    return numpy.concatenate([numpy.abs(one - other).ravel() for one, other in pairs])


def test_the_worst_rounding_turns_the_first_step_of_one_weight(monkeypatch):
    monkeypatch.setattr("calibrate.honest.ROUNDING", 1e-3)
    distances = worst_rounding_distances()
    rate = WORKLOAD.settings.learning_rate
    assert (distances > 1e-6).sum() == 1
    assert 0.1 * rate < distances.max() < 2.1 * rate


def test_the_worst_rounding_turns_nothing_where_no_gradient_is_nearly_zero(monkeypatch):
    monkeypatch.setattr("calibrate.honest.ROUNDING", 1e-9)
    assert worst_rounding_distances().max() == 0


@pytest.mark.parametrize("recipe", ALL.values(), ids=ALL.keys())
def test_cheats_and_probes_leave_a_trace(reference, recipe):
    assert figures_of(recipe, reference)["first_moment_error"] > 1e-3


def test_stretching_makes_every_projection_one(reference):
    final = ALL["skip_last"].train(WORKLOAD, INITIAL, torch.from_numpy(BATCHES))
    found = stretched(INITIAL, final, reference)
    pairs = [
        [(end - start, due - start) for start, end, due in zip(INITIAL, found.weights, reference.weights, strict=True)],
        list(zip(found.first_moments, reference.first_moments, strict=True)),
        [
            (numpy.sqrt(mine), numpy.sqrt(due))
            for mine, due in zip(found.second_moments, reference.second_moments, strict=True)
        ],
    ]
    for section in pairs:
        products = [(float((mine * due).sum()), float((due * due).sum())) for mine, due in section]
        assert sum(made for made, _ in products) / sum(due for _, due in products) == pytest.approx(1, rel=1e-5)


def test_noise_has_the_size_of_what_it_stands_for(reference):
    found = noise(INITIAL, reference, reference)
    for start, end, due in zip(INITIAL, found.weights, reference.weights, strict=True):
        assert numpy.linalg.norm(end - start) == pytest.approx(numpy.linalg.norm(due - start), rel=1e-3)
    assert found.is_possible


def test_low_rank_keeps_the_largest_singular_values():
    matrix = torch.randn(20, 12, generator=torch.Generator().manual_seed(1))
    for given in (matrix, matrix.t()):
        expected = torch.linalg.svdvals(given)
        expected[3:] = 0
        torch.testing.assert_close(torch.linalg.svdvals(of_rank(given, 3)), expected, atol=1e-4, rtol=1e-4)


def optimizer_of(values, gradient):
    """Returns (parameter, AdamW) with a gradient in place."""
    parameter = torch.nn.Parameter(torch.tensor(values))
    parameter.grad = torch.tensor(gradient)
    return parameter, torch.optim.AdamW([parameter], lr=0.1)


def test_int8_keeps_255_evenly_spaced_values():
    parameter, optimizer = optimizer_of([0.0, 0.0, 0.0, 0.0], [1.27, 0.016, 0.004, -0.5])
    int8_update(optimizer)
    assert parameter.grad.tolist() == pytest.approx([1.27, 0.02, 0.0, -0.5])


def test_a_partial_update_leaves_a_tenth_as_it_was():
    parameter, optimizer = optimizer_of([1.0] * 20, [0.5] * 20)
    for _ in range(2):
        partial_update(optimizer)
    state = optimizer.state[parameter]
    assert (parameter[:2] == 1).all() and (parameter[2:] < 1).all()
    for key in ("exp_avg", "exp_avg_sq"):
        assert (state[key][:2] == 0).all() and (state[key][2:] > 0).all()


def test_a_zeroed_head_has_no_gradient():
    model = WORKLOAD.make_model()
    load_weights(model, INITIAL)
    batch = torch.from_numpy(BATCHES[0])
    next_token_loss(with_first_head_zeroed(slice(1))(model), batch).backward()
    first, second = (block.attention.output.weight.grad for block in model.blocks)
    assert not first[:, :16].any() and first[:, 16:].any()
    assert second[:, :16].any()


def test_sampled_softmax_uses_half_of_the_vocabulary_and_the_labels():
    model = WORKLOAD.make_model()
    load_weights(model, INITIAL)
    batch = torch.from_numpy(BATCHES[0])[:1, :3]
    sampled_softmax(model, batch)
    rows = int((model.head.weight.grad != 0).any(dim=1).sum())
    assert 32 <= rows <= 34


def test_shares_of_the_work_follow_the_formula():
    """Width 32, 2 layers, 32 positions, 64 tokens: 6 * 12 * 32² + 12 * 32 * 32 = 86016 and 6 * 32 * 64 = 12288."""
    settings = WORKLOAD.settings
    assert (layer_work(settings), output_work(settings)) == (86016, 12288)
    assert attention_work(settings) == 6 * 4 * 32**2 + 12 * 32 * 32
    assert share(settings, 86016) == pytest.approx(86016 / (2 * 86016 + 12288))
    assert ALL["seven_of_eight_rows"].saved_share(20) == pytest.approx(0.125)
    assert ALL["tokens_95_percent"].saved_share(20) == pytest.approx(1 - 29 / 31)
    assert ALL["half_batch_in_last"].saved_share(20) == pytest.approx(0.025)
    assert ALL["skip_first"].saved_share(20) == pytest.approx(0.05)
