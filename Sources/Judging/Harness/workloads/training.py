"""What training is made of, the same for every workload: the loss, loading weights, bfloat16 autocast, AdamW."""

from typing import Protocol

import numpy
import torch
from torch.nn import functional

from workloads.workload import Forward


class OptimizerFigures(Protocol):
    """Settings with AdamW's figures among them."""

    learning_rate: float
    weight_decay: float
    beta1: float
    beta2: float
    epsilon: float


def make_adamw(model: torch.nn.Module, figures: OptimizerFigures) -> torch.optim.AdamW:
    """Returns an AdamW over all parameters of a model in one group."""
    return torch.optim.AdamW(
        model.parameters(),
        lr=figures.learning_rate,
        betas=(figures.beta1, figures.beta2),
        eps=figures.epsilon,
        weight_decay=figures.weight_decay,
    )


def dtype_of(precision: str) -> torch.dtype:
    """Returns the type of the parameters, and so of AdamW's moments, in a precision class."""
    return torch.bfloat16 if precision == "bf16-params" else torch.float32


def under_autocast(forward: Forward, device: str = "cpu") -> Forward:
    """Returns a forward pass with its matrix products in bfloat16."""

    def cast_forward(tokens: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device, torch.bfloat16):
            return forward(tokens)

    return cast_forward


def next_token_loss(forward: Forward, batch: torch.Tensor) -> torch.Tensor:
    """Returns the mean cross-entropy (a float32 scalar, nats a token) of predicting each token from those before it.

    `batch` is int64 of shape (rows, length), on any device that the forward pass takes it from.
    """
    logits = forward(batch[:, :-1]).float()
    return functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten().to(logits.device))


def load_weights(model: torch.nn.Module, arrays: list[numpy.ndarray]) -> None:
    """Copies one array per parameter, in `named_parameters()` order, into a model in place."""
    with torch.no_grad():
        for parameter, array in zip(model.parameters(), arrays, strict=True):
            parameter.copy_(torch.tensor(array))


def rounded_to(dtype: torch.dtype, values: numpy.ndarray) -> numpy.ndarray:
    """Returns float32 values that are exact in a dtype, the nearest to some float32 values."""
    return torch.from_numpy(values).to(dtype).to(torch.float32).numpy()
