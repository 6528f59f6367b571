"""Known ways to do less work, and probes so small that they tell the resolution."""

import numpy

from calibrate.recipe import Recipe
from workloads.tiny_gpt import TinyGPTWorkload, next_token_loss


def part_of_batch(rows: float = 1.0, positions: float = 1.0):
    """Returns a gradient from the first share of the rows and the first share of the positions."""

    def gradients(model, batch):
        kept_rows, kept_positions = int(len(batch) * rows), int((batch.shape[1] - 1) * positions)
        next_token_loss(model, batch[:kept_rows, : kept_positions + 1]).backward()

    return gradients


def without(which: str):
    """Returns a test that leaves out the first, middle or last step."""
    positions = {"first": lambda steps: 0, "middle": lambda steps: steps // 2, "last": lambda steps: steps - 1}
    return lambda step, steps: step != positions[which](steps)


def at(which: str, gradients):
    """Returns a choice that computes another gradient in one step only."""
    keeps = without(which)
    return lambda step, steps: None if keeps(step, steps) else gradients


def stretched(initial, final, reference):
    """Stretches the update until its projection is exactly 1. No cheat can know the factor; this one is told it."""
    updates = [(end.astype(numpy.float64) - start).ravel() for start, end in zip(initial, final, strict=True)]
    expected = [(end.astype(numpy.float64) - start).ravel() for start, end in zip(initial, reference, strict=True)]
    right = sum(float(due @ due) for due in expected)
    made = sum(float(update @ due) for update, due in zip(updates, expected, strict=True))
    return [
        (start.astype(numpy.float64).ravel() + update * (right / made)).astype(numpy.float32).reshape(start.shape)
        for start, update in zip(initial, updates, strict=True)
    ]


def with_second_block_skipped(model):
    """Runs the model without its second block."""
    model.blocks[1].forward = lambda hidden: hidden
    return model


def with_frozen_embedding(model):
    """Computes no gradient for the token embedding."""
    model.token_embedding.weight.requires_grad_(False)
    return model


def compensated(workload: TinyGPTWorkload, model):
    """Makes AdamW with the learning rate raised by 20/19, which makes up for one step of twenty."""
    optimizer = workload.make_optimizer(model)
    for group in optimizer.param_groups:
        group["lr"] *= 20 / 19
    return optimizer


def leaving_out(which: str, name: str, **options) -> Recipe:
    """Returns a cheat that leaves out one whole step."""
    return Recipe(name, "cheat", 1.0, in_one_step=True, keeps_step=without(which), **options)


def probe(which: str, name: str, saving: float, **parts: float) -> Recipe:
    """Returns a probe that computes the gradient from part of the batch in one step."""
    return Recipe(name, "probe", saving, in_one_step=True, gradients_at=at(which, part_of_batch(**parts)))


CHEATS = [
    leaving_out("first", "skip_first"),
    leaving_out("middle", "skip_middle"),
    leaving_out("last", "skip_last"),
    leaving_out("last", "skip_last_rescaled", finish=stretched),
    leaving_out("last", "skip_last_lr_compensated", optimizer=compensated),
    Recipe("last_step_from_momentum", "cheat", 1.0, in_one_step=True, momentum_last=True),
    Recipe("stale_every_fifth", "cheat", 0.2, stale_every=5),
    Recipe("sequence_95_percent", "cheat", 0.05, gradients=part_of_batch(positions=0.95)),
    Recipe("seven_of_eight_rows", "cheat", 0.125, gradients=part_of_batch(rows=0.875)),
    Recipe("half_batch", "cheat", 0.5, gradients=part_of_batch(rows=0.5)),
    Recipe("skip_one_layer", "cheat", adapt=with_second_block_skipped),
    Recipe("freeze_embedding", "cheat", adapt=with_frozen_embedding),
]

PROBES = [
    probe("first", "seven_of_eight_rows_in_first", 0.125, rows=0.875),
    probe("middle", "seven_of_eight_rows_in_middle", 0.125, rows=0.875),
    probe("last", "seven_of_eight_rows_in_last", 0.125, rows=0.875),
    probe("last", "sequence_95_percent_in_last", 0.05, positions=0.95),
    probe("last", "sequence_99_percent_in_last", 0.01, positions=0.99),
]
