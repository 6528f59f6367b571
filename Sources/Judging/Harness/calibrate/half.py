"""Training with products in float16, scaled so that small gradients survive: the nearest format to float32."""

import torch
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from workloads.training import next_token_loss

SCALE = 4096.0
"""Gradients are multiplied by this before they are rounded: float16 ends at 6e-8."""


class HalfProduct(torch.autograd.Function):
    """hidden @ weight.T of shape (..., outputs), forwards and backwards in float16."""

    @staticmethod
    def forward(context, hidden, weight):
        rows, matrix = hidden.flatten(0, -2).half(), weight.half()
        context.save_for_backward(rows, matrix)
        return (rows @ matrix.t()).float().view(*hidden.shape[:-1], -1)

    @staticmethod
    def backward(context, gradient):
        rows, matrix = context.saved_tensors
        flat = (gradient.reshape(len(rows), -1) * SCALE).half()
        inner = (flat @ matrix).float() / SCALE
        return inner.view(*gradient.shape[:-1], -1), (flat.t() @ rows).float() / SCALE


class HalfProducts(TorchFunctionMode):
    """Exchanges the product of every linear layer while it is entered."""

    def __torch_function__(self, function, types, arguments=(), named=None):
        if function is not functional.linear:
            return function(*arguments, **(named or {}))
        hidden, weight, bias = (*arguments, *(named or {}).values(), None)[:3]
        product = HalfProduct.apply(hidden, weight)
        return product if bias is None else product + bias


def with_half_products(forward, batch) -> None:
    """Computes one step's gradient with the products of all linear layers in float16."""
    with HalfProducts():
        loss = next_token_loss(forward, batch)
    loss.backward()
