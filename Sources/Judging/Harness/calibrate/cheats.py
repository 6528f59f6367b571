"""Known ways to do less work, and probes so small that they tell the resolution."""

from calibrate import shortcuts
from calibrate.compression import int8_rows_update, int8_update, low_rank_update, partial_update
from calibrate.quantised import with_int8_products
from calibrate.recipe import Recipe
from calibrate.shortcuts import kept_of_batch, part_of_batch
from calibrate.work import attention_work, layer_work, output_work, share
from workloads.workload import Shape

PARTS = {
    "half_batch": {"rows": 0.5},
    "seven_of_eight_rows": {"rows": 0.875},
    "tokens_95_percent": {"positions": 0.95},
    "tokens_98_percent": {"positions": 0.98},
}
"""Shares of a batch's data that a step may be cut down to."""


def cheats(shape: Shape) -> list[Recipe]:
    """Returns all cheats. Each must exceed a limit."""
    return [
        *(recipe for which in shortcuts.POSITIONS for recipe in leaving_out(which)),
        *guessing_the_last_step(),
        *every_step(shape),
        *parts_of_the_model(shape),
        Recipe("low_rank_gradients", "cheat", update=low_rank_update(8)),
        Recipe("int8_gradients", "cheat", update=int8_update),
        Recipe("int8_gradients_by_row", "cheat", update=int8_rows_update),
        Recipe("int8_products", "cheat", adapt=with_int8_products),
        Recipe("tenth_not_updated", "cheat", update=partial_update),
        Recipe("noise_without_training", "cheat", 1.0, keeps_step=shortcuts.never, finish=shortcuts.noise),
    ]


def leaving_out(which: str) -> list[Recipe]:
    """Returns the cheats that leave out one whole step, bare and made up for in two ways."""
    name, keeps_step = f"skip_{which}", shortcuts.without(which)
    return [
        Recipe(name, "cheat", 1.0, in_one_step=True, keeps_step=keeps_step),
        Recipe(f"{name}_rescaled", "cheat", 1.0, in_one_step=True, training_of=name, finish=shortcuts.stretched),
        Recipe(
            f"{name}_lr_compensated",
            "cheat",
            1.0,
            in_one_step=True,
            keeps_step=keeps_step,
            optimizer=shortcuts.compensated,
        ),
    ]


def guessing_the_last_step() -> list[Recipe]:
    """Returns the cheats that take the momentum for the last step's gradient."""
    name = "last_step_from_momentum"
    return [
        Recipe(name, "cheat", 1.0, in_one_step=True, momentum_last=True),
        Recipe(f"{name}_rescaled", "cheat", 1.0, in_one_step=True, training_of=name, finish=shortcuts.stretched),
    ]


def every_step(shape: Shape) -> list[Recipe]:
    """Returns the cheats that use less data all along."""
    return [
        Recipe("stale_every_fifth", "cheat", 1 / 5, stale_every=5),
        Recipe("stale_every_tenth", "cheat", 1 / 10, stale_every=10),
        *(
            Recipe(name, "cheat", saving_of(shape, **part), gradients=part_of_batch(**part))
            for name, part in PARTS.items()
        ),
    ]


def parts_of_the_model(shape: Shape) -> list[Recipe]:
    """Returns the cheats that leave out parts of the model all along."""
    layer, vocabulary = share(shape, layer_work(shape)), share(shape, output_work(shape))
    head = share(shape, attention_work(shape)) / shape.heads
    every, one = shortcuts.with_first_head_zeroed(slice(None)), shortcuts.with_first_head_zeroed(slice(1))
    return [
        Recipe("skip_one_layer", "cheat", layer, adapt=shortcuts.with_second_block_skipped),
        Recipe("zero_a_head_in_every_layer", "cheat", head * shape.layers, adapt=every),
        Recipe("zero_a_head_in_one_layer", "cheat", head, adapt=one),
        Recipe("sampled_softmax", "cheat", vocabulary / 2, gradients=shortcuts.sampled_softmax),
        Recipe("freeze_embedding", "cheat", adapt=shortcuts.with_frozen_embedding),
    ]


def probes(shape: Shape) -> list[Recipe]:
    """Returns cheats in one step only, each with a part of that step's data."""
    return [
        Recipe(
            f"{name}_in_{which}",
            "probe",
            saving_of(shape, **part),
            in_one_step=True,
            gradients_at=shortcuts.at(which, part_of_batch(**part)),
        )
        for which in shortcuts.POSITIONS
        for name, part in PARTS.items()
    ]


def saving_of(shape: Shape, **part: float) -> float:
    """Returns the share of a step's predictions that training on a part of the batch leaves out."""
    rows, positions = kept_of_batch(shape.batch, shape.sequence_length, **part)
    return 1 - rows * positions / (shape.batch * (shape.sequence_length - 1))
