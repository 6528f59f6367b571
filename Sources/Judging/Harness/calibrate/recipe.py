"""A way to train: the reference's loop with some parts exchanged."""

from collections.abc import Callable
from dataclasses import dataclass

import torch

from workloads.tiny_gpt import TinyGPTWorkload, load_weights, next_token_loss, read_weights

Gradients = Callable[[torch.nn.Module, torch.Tensor], None]
"""Adds one step's gradient, for a batch of shape (rows, length), to the parameters of a model."""


def whole_batch(model: torch.nn.Module, batch: torch.Tensor) -> None:
    """The reference's own gradient."""
    next_token_loss(model, batch).backward()


def keep_every_step(step: int, steps: int) -> bool:
    """Leaves no step out."""
    return True


def make_plain_optimizer(workload: TinyGPTWorkload, model: torch.nn.Module) -> torch.optim.Optimizer:
    """The reference's own optimizer."""
    return workload.make_optimizer(model)


def leave_alone(model: torch.nn.Module) -> torch.nn.Module:
    """The model as it is."""
    return model


def return_as_trained(initial: list, final: list, reference: list) -> list:
    """The weights as they are."""
    return final


@dataclass(frozen=True)
class Recipe:
    """One variant of training.

    `family` is "honest" (same precision class), "precision" (honest, of another class), "cheat" or "probe" (a cheat so
    small that it tells the resolution). `saving` is the share of a step's work that is left out, in every step or, with
    `in_one_step`, in one only; None where it is not known. With `stale_every` n, every n-th step uses the gradient of
    the step before; `momentum_last` makes up the last step from momentum alone.
    """

    name: str
    family: str
    saving: float | None = None
    in_one_step: bool = False
    gradients: Gradients = whole_batch
    gradients_at: Callable[[int, int], Gradients | None] | None = None
    keeps_step: Callable[[int, int], bool] = keep_every_step
    optimizer: Callable[[TinyGPTWorkload, torch.nn.Module], torch.optim.Optimizer] = make_plain_optimizer
    adapt: Callable[[torch.nn.Module], torch.nn.Module] = leave_alone
    finish: Callable[[list, list, list], list] = return_as_trained
    stale_every: int = 0
    momentum_last: bool = False
    set_to_none: bool = True
    threads: int = 1

    def saved_share(self, steps: int) -> float | None:
        """Returns the share of the whole run's work that is left out, if it is known."""
        return self.saving / steps if self.saving is not None and self.in_one_step else self.saving

    def train(self, workload: TinyGPTWorkload, initial: list, batches: torch.Tensor, reference: list) -> list:
        """Returns the final float32 arrays, one a parameter, from initial ones and tokens (steps, rows, length).

        `reference` are the right final arrays; only a cheat that is granted more than it can know looks at them.
        """
        torch.set_num_threads(self.threads)
        model = workload.make_model()
        load_weights(model, initial)
        adapted = self.adapt(model)
        optimizer = self.optimizer(workload, model)
        for step, batch in enumerate(batches):
            if self.keeps_step(step, len(batches)):
                self.take_step(adapted, optimizer, batch, step, len(batches))
        torch.set_num_threads(1)
        return self.finish(initial, read_weights(model), reference)

    def take_step(
        self, model: torch.nn.Module, optimizer: torch.optim.Optimizer, batch: torch.Tensor, step: int, steps: int
    ) -> None:
        """Does one step, or the pretence of one."""
        if self.momentum_last and step == steps - 1:
            set_gradients_to_momentum(optimizer)
        elif not (self.stale_every and step % self.stale_every == self.stale_every - 1):
            optimizer.zero_grad(set_to_none=self.set_to_none)
            special = self.gradients_at(step, steps) if self.gradients_at else None
            (special or self.gradients)(model, batch)
        optimizer.step()


def set_gradients_to_momentum(optimizer: torch.optim.Optimizer) -> None:
    """Replaces each gradient with AdamW's running mean of the gradients before it."""
    for group in optimizer.param_groups:
        for parameter in group["params"]:
            parameter.grad = optimizer.state[parameter]["exp_avg"].clone()
