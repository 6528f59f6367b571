"""Honest ways to compute the same training, for each precision class."""

import math
import types

import torch
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

from calibrate.recipe import Recipe
from workloads.blocks import blocks_of
from workloads.training import next_token_loss
from workloads.workload import Workload


def micro_batches(rows: int):
    """Returns a gradient that is summed over parts of at most `rows` rows, each weighted by its share."""

    def gradients(forward, batch):
        for part in batch.split(rows):
            (next_token_loss(forward, part) * (len(part) / len(batch))).backward()

    return gradients


def reversed_rows(forward, batch) -> None:
    """Takes the rows in the opposite order, which changes the order of every sum over them."""
    next_token_loss(forward, batch.flip(0)).backward()


def chunked_cross_entropy(forward, batch) -> None:
    """Computes the loss over eight chunks of the logits and adds the sums."""
    logits, labels = forward(batch[:, :-1]).float().flatten(0, 1), batch[:, 1:].flatten()
    parts = zip(logits.chunk(8), labels.chunk(8), strict=True)
    loss = sum(functional.cross_entropy(chunk, target, reduction="sum") for chunk, target in parts)
    (loss / len(labels)).backward()


def loss_in_own_dtype(forward, batch) -> None:
    """Computes the loss in the dtype of the logits, as a loop does that never mentions dtypes."""
    functional.cross_entropy(forward(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten()).backward()


def with_checkpointing(model):
    """Makes every block recompute its activations in the backward pass."""
    for block in blocks_of(model):
        block.forward = recomputed(block.forward)
    return model


def recomputed(plain):
    """Returns a function that keeps none of its activations for the backward pass."""
    return lambda *given, **named: checkpoint(plain, *given, use_reentrant=False, **named)


def fused_attention(self, hidden):
    """Attention by torch's fused kernel; `hidden` is (batch, positions, width)."""
    batch, positions, width = hidden.shape
    split = self.query_key_value(hidden).view(batch, positions, 3, self.heads, width // self.heads)
    mixed = functional.scaled_dot_product_attention(*split.permute(2, 0, 3, 1, 4), is_causal=True)
    return self.output(mixed.transpose(1, 2).reshape(batch, positions, width))


def with_fused_attention(model):
    """Exchanges the attention of every block for the fused kernel."""
    for block in model.blocks:
        block.attention.forward = types.MethodType(fused_attention, block.attention)
    return model


def adamw(**options):
    """Returns a maker of the workload's AdamW with another implementation behind it."""

    def make(workload: Workload, model) -> torch.optim.Optimizer:
        optimizer = workload.make_optimizer(model)
        for group in optimizer.param_groups:
            group.update(options)
        return optimizer

    return make


ROUNDING = 2.0**-17
"""How far rounding may move a gradient, of the typical size of its tensor's.

Measured on `tiny-gpt` in float32: at most 7e-6 between honest orders of summation.
"""


def update_with_the_worst_rounding(optimizer: torch.optim.Optimizer) -> None:
    """Takes AdamW's step; before the first one, rounding moves the gradient that is nearest to zero across it.

    AdamW's first step has full size whatever the gradient's size, so it is then turned round. By itself this happens
    under one seed of some hundred, and to the weight of whatever tensor. Where no gradient is so near to zero, as in a
    model with few weights, rounding cannot do it, and nothing is changed.
    """
    if not optimizer.state:
        parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
        graded = [parameter.grad for parameter in parameters if parameter.grad is not None and parameter.grad.any()]
        nearest = min(graded, key=nearness)
        if nearness(nearest) < ROUNDING:
            turn_nearest(nearest)
    optimizer.step()


def nearness(gradient: torch.Tensor) -> float:
    """Returns the smallest size in a tensor, of its typical one; zeros, which no rounding makes, do not count."""
    sizes = gradient.abs()
    return (sizes[sizes > 0].min() / sizes.square().mean().sqrt()).item()


def turn_nearest(gradient: torch.Tensor) -> None:
    """Moves the smallest value of a tensor that is not zero to the other side of zero, as far as rounding may."""
    sizes = gradient.abs()
    nearest = torch.unravel_index(sizes.masked_fill(sizes == 0, math.inf).argmin(), gradient.shape)
    gradient[nearest] = -gradient[nearest].sign() * ROUNDING * sizes.square().mean().sqrt()


EVERYTHING = {
    "gradients": micro_batches(4),
    "adapt": with_fused_attention,
    "optimizer": adamw(fused=True),
    "threads": 2,
}
"""The options of a recipe that differs from the reference in all ways at once."""

COMMON = [
    Recipe("again", "honest"),
    *(Recipe(f"micro_batch_{rows}", "honest", gradients=micro_batches(rows)) for rows in (1, 2, 4)),
    Recipe("reversed_rows", "honest", gradients=reversed_rows),
    Recipe("chunked_cross_entropy", "honest", gradients=chunked_cross_entropy),
    Recipe("checkpointing", "honest", adapt=with_checkpointing),
    Recipe("fused_attention", "honest", adapt=with_fused_attention),
    Recipe("gradients_kept_zeroed", "honest", set_to_none=False),
    Recipe("foreach_adamw", "honest", optimizer=adamw(foreach=True)),
    Recipe("fused_adamw", "honest", optimizer=adamw(fused=True)),
    Recipe("two_threads", "honest", threads=2),
    Recipe("all_of_these", "honest", **EVERYTHING),
    Recipe("worst_rounding", "rare", update=update_with_the_worst_rounding),
]

FREQUENT = ("micro_batch_2", "worst_rounding")
"""What is tried under many seeds."""

OWN = {
    "fp32": [Recipe("bfloat16_autocast", "precision", arithmetic="autocast")],
    "bf16-autocast": [
        Recipe("float32", "honest", arithmetic="float32"),
        Recipe("float32_all_of_these", "honest", arithmetic="float32", **EVERYTHING),
        Recipe("loss_in_own_dtype", "honest", gradients=loss_in_own_dtype),
    ],
    "bf16-params": [Recipe("loss_in_own_dtype", "honest", gradients=loss_in_own_dtype)],
}
"""What is honest, or would be but for its precision, in one class only."""

COMPILED = [Recipe("torch_compile", "honest", adapt=torch.compile)]


def honest_recipes(precision: str) -> list[Recipe]:
    """Returns the honest variants of a precision class. A better precision than the class asks for is honest."""
    return [*COMMON, *OWN[precision]]
