"""The contract "crusade-tps": `inner_steps(model, data_iterator, optimizer, num_steps, device)`.

The submission trains `model` in place for `num_steps` steps and returns an object with three attributes. They are
checked for their form, as published, and otherwise ignored: tokens, time and loss are what host and referee find.

`model(tokens)` returns logits, or with a model from transformers an object that has them as `logits`. A submission for
both says `outputs.logits if hasattr(outputs, "logits") else outputs`.
"""

from collections.abc import Callable, Iterator
from typing import Any

NAME = "crusade-tps"
FUNCTION = "inner_steps"
RESULT_ATTRIBUTES = ("final_logits", "total_tokens", "final_loss")


class ResultError(Exception):
    """A result that lacks an attribute, or whose logits are not a tensor of three dimensions."""


def call(
    function: Callable[..., Any], model: Any, batches: Iterator[Any], optimizer: Any, steps: int, device: str = "cpu"
) -> Any:
    """Calls a submission's function with the contract's parameter names and returns what it returns.

    `batches` yields int64 tensors (batch, sequence_length) on the device. Any exception is the submission's own.
    """
    import torch

    return function(
        model=model, data_iterator=batches, optimizer=optimizer, num_steps=steps, device=torch.device(device)
    )


def check_result(result: Any) -> None:
    """Raises ResultError unless a result has the contract's form."""
    import torch

    for attribute in RESULT_ATTRIBUTES:
        if not hasattr(result, attribute):
            raise ResultError(f"result of {FUNCTION} is {type(result).__name__} without {attribute}")
    logits = result.final_logits
    if not isinstance(logits, torch.Tensor) or logits.dim() != 3:
        raise ResultError(f"final_logits of {FUNCTION} is not a tensor of three dimensions")
