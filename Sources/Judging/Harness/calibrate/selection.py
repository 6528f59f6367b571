"""Which recipes a workload is calibrated with: all that its model has the parts for."""

import dataclasses

import torch

from calibrate import shortcuts
from calibrate.cheats import cheats, probes
from calibrate.half import with_half_products
from calibrate.honest import COMPILED, honest_recipes, with_fused_attention
from calibrate.recipe import Recipe
from workloads.hf_settings import NAME as HF_CAUSAL_LM
from workloads.workload import Workload


def recipes_for(workload: Workload, is_compiled: bool) -> list[Recipe]:
    """Returns the honest recipes, with torch.compile if asked for, the cheats and the probes of a workload."""
    honest = [*honest_recipes(workload.precision), *(COMPILED if is_compiled else [])]
    recipes = [*honest, *cheats(workload.shape), *probes(workload.shape)]
    if workload.precision == "fp32":
        recipes += coarser_last_step()
    if workload.name == HF_CAUSAL_LM:
        recipes = [for_transformers(recipe) for recipe in recipes if not reaches_into_attention(recipe)]
    return [recipe for recipe in recipes if recipe.name != "skip_one_layer" or workload.shape.layers > 1]


def coarser_last_step() -> list[Recipe]:
    """Returns the cheats that compute one step of float32 training in a shorter number format."""
    shorter = {
        "bfloat16": shortcuts.in_format(torch.bfloat16),
        "float16": shortcuts.in_format(torch.float16),
        "scaled_float16": with_half_products,
    }
    return [
        Recipe(f"{name}_in_last_step", "cheat", gradients_at=shortcuts.at("last", gradients))
        for name, gradients in shorter.items()
    ]


def reaches_into_attention(recipe: Recipe) -> bool:
    """Tells whether a cheat leaves out single heads: where these lie in a class of transformers is its own affair."""
    return recipe.name.startswith("zero_a_head")


def for_transformers(recipe: Recipe) -> Recipe:
    """Returns the recipe with the other way to compute attention: there the reference has the fused kernel itself."""
    if recipe.adapt is not with_fused_attention:
        return recipe
    name = recipe.name.replace("fused_attention", "eager_attention")
    return dataclasses.replace(recipe, name=name, adapt=with_eager_attention)


def with_eager_attention(model):
    """Computes attention as two products and a softmax."""
    model.set_attn_implementation("eager")
    return model
