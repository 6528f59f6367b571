"""Checks of the form of what a submission returns; each failure is one sentence that says what came and what is due."""

import math
from numbers import Real
from typing import Any

import torch

from contestant.failure import ContestantError


def bad_result(sentence: str) -> ContestantError:
    """Returns the failure that says that something has not the contract's form."""
    return ContestantError("bad_result", sentence)


def require_attributes(result: Any, function: str, names: tuple[str, ...]) -> None:
    """Raises bad_result unless a function's result has all attributes."""
    for name in names:
        if not hasattr(result, name):
            raise bad_result(f"result of {function} is {type(result).__name__} without {name}")


def require_logits(logits: Any, function: str) -> None:
    """Raises bad_result unless the final logits are a tensor of three dimensions."""
    if isinstance(logits, torch.Tensor) and logits.dim() == 3:
        return
    found = f"has the shape {tuple(logits.shape)}" if isinstance(logits, torch.Tensor) else f"is {kind_of(logits)}"
    raise bad_result(f"final_logits of {function} {found} and is not a tensor of three dimensions")


def require_logits_shape(logits: torch.Tensor, positions: int, vocabulary: int) -> None:
    """Raises bad_result unless logits, of however many rows, have so many positions and tokens to choose from."""
    if logits.shape[1:] != (positions, vocabulary):
        raise bad_result(
            f"final_logits have the shape {tuple(logits.shape)} where (rows, {positions}, {vocabulary}) is due"
        )


def require_loss(loss: Any) -> None:
    """Raises bad_result unless a loss is a finite number over 0."""
    if not isinstance(loss, Real) or isinstance(loss, bool):
        raise bad_result(f"final_loss is {kind_of(loss)} and not a number")
    if not (math.isfinite(loss) and loss > 0):
        raise bad_result(f"final_loss is {loss:g} and must be finite and over 0")


def require_tokens(tokens: Any, due: int, what: str) -> None:
    """Raises bad_result unless a number of tokens is an int, and the one that was handed out."""
    if not isinstance(tokens, int) or isinstance(tokens, bool):
        raise bad_result(f"{what} is {kind_of(tokens)} and not an int")
    if tokens != due:
        raise bad_result(f"{what} is {tokens} where {due} tokens were handed out")


def kind_of(value: Any) -> str:
    """Returns what a value is, as sentences call it."""
    return "None" if value is None else f"of type {type(value).__name__}"
