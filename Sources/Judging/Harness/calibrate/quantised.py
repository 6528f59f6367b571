"""Training with products of 8-bit integers: a number format that is shorter than any class allows."""

import torch

LEVELS = 127
"""Largest of the integers that a row is rounded to."""


def rounded_rows(matrix: torch.Tensor) -> torch.Tensor:
    """Returns a float32 matrix whose rows were each rounded to 255 evenly spaced values."""
    matrix = matrix.float()
    spacing = (matrix.abs().amax(-1, keepdim=True) / LEVELS).clamp_min(torch.finfo(torch.float32).tiny)
    return (matrix / spacing).round() * spacing


class Int8Product(torch.autograd.Function):
    """hidden @ weight.T of shape (..., outputs), forwards and backwards with rounded rows."""

    @staticmethod
    def forward(context, hidden, weight):
        rows, matrix = rounded_rows(hidden.flatten(0, -2)), rounded_rows(weight)
        context.save_for_backward(rows, matrix)
        context.dtypes = hidden.dtype, weight.dtype
        return (rows @ matrix.t()).view(*hidden.shape[:-1], -1)

    @staticmethod
    def backward(context, gradient):
        rows, matrix = context.saved_tensors
        flat = rounded_rows(gradient.reshape(len(rows), -1))
        inner = (flat @ matrix).view(*gradient.shape[:-1], -1)
        return inner.to(context.dtypes[0]), (flat.t() @ rows).to(context.dtypes[1])


def with_int8_products(model):
    """Exchanges the product of every linear layer in the blocks; the head keeps its own."""
    head = model.get_output_embeddings() if hasattr(model, "get_output_embeddings") else model.head
    for layer in model.modules():
        if isinstance(layer, torch.nn.Linear) and layer is not head:
            layer.forward = product_of(layer)
    return model


def product_of(layer: torch.nn.Linear):
    """Returns a layer's forward pass by rounded rows, in the dtype in which the layer's own would be."""

    def forward(hidden):
        kind = hidden.device.type
        dtype = torch.get_autocast_dtype(kind) if torch.is_autocast_enabled(kind) else hidden.dtype
        product = Int8Product.apply(hidden, layer.weight).to(dtype)
        return product if layer.bias is None else product + layer.bias.to(dtype)

    return forward
