"""Calibration of models of transformers: recipes that apply do what their names say, and the others are left out."""

import numpy
import pytest
import torch

from calibrate.selection import recipes_for
from hf_models import GPT2, HF_SMALL, QWEN2
from host import SMALL
from referee.comparison import compare
from workloads import make_workload
from workloads.reference import train_reference

STEPS = 5
ABSENT_ON_EITHER_SIDE = {
    "fused_attention",
    "eager_attention",
    "zero_a_head_in_every_layer",
    "zero_a_head_in_one_layer",
}


class Subject:
    """One model with its recipes and its trained reference."""

    def __init__(self, config):
        self.workload = make_workload({**HF_SMALL, "config": config})
        self.recipes = {recipe.name: recipe for recipe in recipes_for(self.workload, False)}
        self.initial = self.workload.initial_weights(numpy.random.default_rng(2))
        self.batches = self.workload.make_batches(numpy.random.default_rng(3), STEPS)
        self.reference = train_reference(self.workload, self.initial, self.batches)

    def figures(self, name):
        """Returns the statistics of a recipe's training."""
        trained = self.recipes[name].train(self.workload, self.initial, torch.from_numpy(self.batches))
        names = [slot.name for slot in self.workload.layout.slots]
        touched = self.workload.touched_rows(self.batches)
        return compare(names, self.initial, self.reference, trained, touched, self.workload.ungraded)


@pytest.fixture(scope="module", params=[QWEN2, GPT2], ids=["qwen2", "gpt2"])
def subject(request):
    return Subject(request.param)


def test_recipes_are_those_of_tiny_gpt_but_for_its_attention():
    own = {recipe.name for recipe in recipes_for(make_workload(HF_SMALL), True)}
    tiny = {recipe.name for recipe in recipes_for(make_workload(SMALL), True)}
    assert own ^ tiny == ABSENT_ON_EITHER_SIDE


def test_a_model_of_one_layer_has_none_to_skip():
    workload = make_workload({**HF_SMALL, "config": {**QWEN2, "num_hidden_layers": 1}})
    assert "skip_one_layer" not in {recipe.name for recipe in recipes_for(workload, False)}


@pytest.mark.parametrize(
    "name",
    [
        "again",
        "micro_batch_1",
        "chunked_cross_entropy",
        "checkpointing",
        "eager_attention",
        "fused_adamw",
        "all_of_these",
    ],
)
def test_honest_recipes_are_honest(subject, name):
    found = subject.figures(name)
    assert max(found["update_error"], found["first_moment_error"], found["second_moment_error"]) < 1e-4


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("skip_last", 0.05),
        ("last_step_from_momentum", 0.005),
        ("skip_one_layer", 0.3),
        ("freeze_embedding", 0.1),
        ("sampled_softmax", 0.1),
        ("tokens_98_percent", 0.005),
        ("bfloat16_autocast", 0.002),
    ],
)
def test_less_work_or_less_precision_leaves_a_trace(subject, name, least):
    assert subject.figures(name)["update_error"] > least


def test_a_skipped_layer_has_no_gradient():
    subject = Subject({**QWEN2, "num_hidden_layers": 3})
    trained = subject.recipes["skip_one_layer"].train(
        subject.workload, subject.initial, torch.from_numpy(subject.batches)
    )
    pairs = zip(subject.workload.layout.slots, trained.first_moments, strict=True)
    assert {slot.name.split(".")[2] for slot, moments in pairs if not moments.any()} == {"1"}
