"""A way to train: the reference's loop with some parts exchanged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from workloads.trained import Arrays, TrainedState
from workloads.training import load_weights, next_token_loss
from workloads.workload import Forward, Workload

Gradients = Callable[[Forward, torch.Tensor], None]
"""Adds one step's gradient, for a batch of shape (rows, length), to the parameters behind a forward pass."""


def whole_batch(forward: Forward, batch: torch.Tensor) -> None:
    """The reference's own gradient."""
    next_token_loss(forward, batch).backward()


def keep_every_step(step: int, steps: int) -> bool:
    """Leaves no step out."""
    return True


def make_plain_optimizer(workload: Workload, model: torch.nn.Module) -> torch.optim.Optimizer:
    """The reference's own optimizer."""
    return workload.make_optimizer(model)


def plain_update(optimizer: torch.optim.Optimizer) -> None:
    """AdamW's own step."""
    optimizer.step()


def leave_alone(model: torch.nn.Module) -> torch.nn.Module:
    """The model as it is."""
    return model


def return_as_trained(initial: Arrays, final: TrainedState, reference: TrainedState) -> TrainedState:
    """The result as it is."""
    return final


@dataclass(frozen=True)
class Recipe:
    """One variant of training.

    `family` is "honest", "rare" (what happens to an honest run under few seeds, brought about under all), "precision"
    (honest, but coarser than the class allows), "cheat" or "probe" (a cheat so small that it tells the resolution).
    `saving` is the share of a step's forward and backward work that is left out, in every step or, with `in_one_step`,
    in one only; None where no such work is saved. `arithmetic` is one of `workloads.workload.ARITHMETICS`. With
    `stale_every` n, every n-th step uses the gradient of the step before; `momentum_last` makes up the last step from
    momentum alone. A recipe with `training_of` only finishes what the recipe of that name has trained.
    """

    name: str
    family: str
    saving: float | None = None
    in_one_step: bool = False
    arithmetic: str = "class"
    gradients: Gradients = whole_batch
    gradients_at: Callable[[int, int], Gradients | None] | None = None
    keeps_step: Callable[[int, int], bool] = keep_every_step
    optimizer: Callable[[Workload, torch.nn.Module], torch.optim.Optimizer] = make_plain_optimizer
    update: Callable[[torch.optim.Optimizer], None] = plain_update
    adapt: Callable[[torch.nn.Module], torch.nn.Module] = leave_alone
    finish: Callable[[Arrays, TrainedState, TrainedState], TrainedState] = return_as_trained
    training_of: str | None = None
    stale_every: int = 0
    momentum_last: bool = False
    set_to_none: bool = True
    threads: int = 1

    def saved_share(self, steps: int) -> float | None:
        """Returns the share of the whole run's forward and backward work that is left out, if any is."""
        return self.saving / steps if self.saving is not None and self.in_one_step else self.saving

    def as_json(self, steps: int) -> dict[str, Any]:
        """Returns what the recipe is, as plain values, with the share of the work that it leaves out."""
        return {"name": self.name, "family": self.family, "saving": self.saved_share(steps)}

    def train(self, workload: Workload, initial: Arrays, batches: torch.Tensor) -> TrainedState:
        """Returns what training leaves behind, from initial float32 arrays and tokens (steps, rows, length)."""
        torch.set_num_threads(self.threads)
        model = workload.make_model()
        load_weights(model, initial)
        forward = workload.forward_of(self.adapt(model), self.arithmetic)
        optimizer = self.optimizer(workload, model)
        for step, batch in enumerate(batches.to(workload.device)):
            if self.keeps_step(step, len(batches)):
                self.take_step(forward, optimizer, batch, step, len(batches))
        torch.set_num_threads(1)
        return TrainedState.of(model, optimizer)

    def take_step(
        self, forward: Forward, optimizer: torch.optim.Optimizer, batch: torch.Tensor, step: int, steps: int
    ) -> None:
        """Does one step, or the pretence of one."""
        if self.momentum_last and step == steps - 1:
            set_gradients_to_momentum(optimizer)
        elif not (self.stale_every and step % self.stale_every == self.stale_every - 1):
            optimizer.zero_grad(set_to_none=self.set_to_none)
            special = self.gradients_at(step, steps) if self.gradients_at else None
            (special or self.gradients)(forward, batch)
        self.update(optimizer)


def set_gradients_to_momentum(optimizer: torch.optim.Optimizer) -> None:
    """Replaces each gradient with AdamW's running mean of the gradients before it."""
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.grad = optimizer.state[parameter]["exp_avg"].clone()
