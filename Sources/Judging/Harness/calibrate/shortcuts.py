"""Single ways to leave work out, or to hide that it was left out."""

import math

import numpy
import torch
from torch.nn import functional

from workloads.blocks import blocks_of
from workloads.trained import Arrays, TrainedState
from workloads.training import next_token_loss
from workloads.workload import Workload

POSITIONS = {
    "first": lambda steps: 0,
    "early": lambda steps: steps // 5,
    "middle": lambda steps: steps // 2,
    "last": lambda steps: steps - 1,
}
"""Steps that are left out, or cut short, by name. An early one weighs less in the moments than a late one."""


def part_of_batch(rows: float = 1.0, positions: float = 1.0):
    """Returns a gradient from the first share of the rows and the first share of the positions."""

    def gradients(forward, batch):
        kept_rows, kept_positions = kept_of_batch(*batch.shape, rows, positions)
        next_token_loss(forward, batch[:kept_rows, : kept_positions + 1]).backward()

    return gradients


def kept_of_batch(batch: int, length: int, rows: float = 1.0, positions: float = 1.0) -> tuple[int, int]:
    """Returns how many rows, and predictions in each, are left of `batch` rows of `length` tokens."""
    return int(batch * rows), int((length - 1) * positions)


def sampled_softmax(forward, batch) -> None:
    """Normalises over a random half of the vocabulary, counted twice, and the right token."""
    logits, labels = forward(batch[:, :-1]).float(), batch[:, 1:, None]
    vocabulary = logits.shape[-1]
    order = torch.randperm(vocabulary, generator=torch.Generator().manual_seed(int(batch.sum())))
    weights = torch.full((vocabulary,), -math.inf)
    weights[order[: vocabulary // 2]] = math.log(2)
    sampled = (logits + weights.to(logits.device)).scatter(-1, labels, logits.gather(-1, labels))
    functional.cross_entropy(sampled.flatten(0, 1), labels.flatten()).backward()


def without(which: str):
    """Returns a test that leaves out one of the `POSITIONS`."""
    return lambda step, steps: step != POSITIONS[which](steps)


def never(step: int, steps: int) -> bool:
    """Leaves out every step."""
    return False


def at(which: str, gradients):
    """Returns a choice that computes another gradient in one step only."""
    return lambda step, steps: gradients if step == POSITIONS[which](steps) else None


def in_format(dtype: torch.dtype):
    """Returns a gradient whose matrix products are computed in a shorter number format."""

    def gradients(forward, batch):
        with torch.autocast(batch.device.type, dtype):
            loss = next_token_loss(forward, batch)
        loss.backward()

    return gradients


def with_second_block_skipped(model):
    """Runs the model without its second block."""
    block = blocks_of(model)[1]
    block.forward = passed_on(block.forward)
    return model


def passed_on(plain):
    """Returns a block's function that returns what it was given, in the form in which the block returns it.

    The form, a tensor or a tuple that begins with one, is only known from a call, and it takes part in no training.
    """

    def forward(hidden, *given, **named):
        with torch.no_grad():
            made = plain(hidden, *given, **named)
        return hidden if isinstance(made, torch.Tensor) else (hidden, *made[1:])

    return forward


def with_frozen_embedding(model):
    """Computes no gradient for the token embedding."""
    table = model.get_input_embeddings() if hasattr(model, "get_input_embeddings") else model.token_embedding
    table.weight.requires_grad_(False)
    return model


def with_first_head_zeroed(blocks: slice):
    """Returns a change after which the first attention head of some blocks contributes nothing."""

    def adapt(model):
        for block in model.blocks[blocks]:
            size = model.head.in_features // block.attention.heads
            block.attention.output.register_forward_pre_hook(
                lambda module, given, size=size: functional.pad(given[0][..., size:], (size, 0))
            )
        return model

    return adapt


def compensated(workload: Workload, model):
    """Makes AdamW with the learning rate raised by 20/19, which makes up for one step of twenty."""
    optimizer = workload.make_optimizer(model)
    for group in optimizer.param_groups:
        group["lr"] *= 20 / 19
    return optimizer


def stretched(initial: Arrays, final: TrainedState, reference: TrainedState) -> TrainedState:
    """Stretches update, first moments and roots of second moments until the projection of each is exactly 1.

    No cheat can know the factors; this one is told them.
    """
    updates = [end - start.astype(numpy.float64) for start, end in zip(initial, final.weights, strict=True)]
    expected = [end - start.astype(numpy.float64) for start, end in zip(initial, reference.weights, strict=True)]
    moved = factor(updates, expected)
    first = factor(final.first_moments, reference.first_moments)
    second = factor(*([numpy.sqrt(array) for array in state.second_moments] for state in (final, reference))) ** 2
    return TrainedState(
        [(start + update * moved).astype(numpy.float32) for start, update in zip(initial, updates, strict=True)],
        [(array * first).astype(numpy.float32) for array in final.first_moments],
        [(array * second).astype(numpy.float32) for array in final.second_moments],
    )


def factor(made: Arrays, due: Arrays) -> float:
    """Returns what some arrays must be multiplied with so that their projection on those that are due is 1."""
    pairs = [(left.astype(numpy.float64).ravel(), right.ravel()) for left, right in zip(made, due, strict=True)]
    return sum(float(right @ right) for _, right in pairs) / sum(float(left @ right) for left, right in pairs)


def noise(initial: Arrays, final: TrainedState, reference: TrainedState) -> TrainedState:
    """Puts noise in the place of update and moments, of exactly the right size in each tensor."""
    generator = numpy.random.default_rng(0)

    def like(array: numpy.ndarray) -> numpy.ndarray:
        drawn = generator.standard_normal(array.shape)
        return drawn * numpy.linalg.norm(array.astype(numpy.float64)) / numpy.linalg.norm(drawn)

    pairs = zip(initial, reference.weights, strict=True)
    return TrainedState(
        [(start + like(end - start)).astype(numpy.float32) for start, end in pairs],
        [like(array).astype(numpy.float32) for array in reference.first_moments],
        [(like(numpy.sqrt(array)) ** 2).astype(numpy.float32) for array in reference.second_moments],
    )
