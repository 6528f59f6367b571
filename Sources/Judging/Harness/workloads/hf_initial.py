"""Initial weights of a transformers model drawn from a seed.

The drawing is our own and not the library's: torch's generator keeps too little of a seed, and the usual deviation of
0.02 makes gradients so small that AdamW, which divides by their size, would turn rounding noise into full-size updates.

- Matrices have deviation 1 / sqrt(inputs), so that what comes out of a layer is as large as what went in. The inputs
  are the last dimension, but the first in the library's own `Conv1D`, and the one before the last in stacked experts.
- Embeddings have deviation 0.5, as in tiny-gpt. A table that is also the output matrix has 1 / sqrt(width): it makes
  logits, and with 0.5 a wide model would begin certain of wrong answers.
- Biases are 0. All other vectors, such as the gains of norms, have what the model's class gives them: 1 mostly, but 0
  where a class adds the 1 itself.
"""

import copy
import math

import numpy
import torch
from torch import nn

EMBEDDING_DEVIATION = 0.5


class Drawing:
    """How each parameter of one model is drawn; made from a model on the device "meta"."""

    def __init__(self, model: nn.Module) -> None:
        head = model.get_output_embeddings()
        self.output = None if head is None else getattr(head, "weight", None)
        self.rules: dict[str, tuple[float, float]] = {}
        for prefix, module in model.named_modules():
            for leaf, parameter in module.named_parameters(recurse=False):
                name = f"{prefix}.{leaf}" if prefix else leaf
                self.rules[name] = (0.0, self.deviation(module, parameter))
                if parameter.dim() < 2:
                    self.rules[name] = (0.0 if leaf.endswith("bias") else usual_value(model, module, leaf), 0.0)

    def deviation(self, module: nn.Module, parameter: nn.Parameter) -> float:
        """Returns the standard deviation of a parameter with two dimensions or more."""
        shape = parameter.shape
        if isinstance(module, nn.Embedding) and parameter is not self.output:
            return EMBEDDING_DEVIATION
        if isinstance(module, nn.Conv1d):
            return math.prod(shape[1:]) ** -0.5
        if len(shape) > 2:
            return shape[-2] ** -0.5
        is_transposed = type(module).__name__ == "Conv1D"
        return shape[0 if is_transposed else -1] ** -0.5

    def draw(self, generator: numpy.random.Generator, name: str, shape: tuple[int, ...]) -> numpy.ndarray:
        """Returns one parameter's initial values before rounding, float32 of the given shape."""
        value, deviation = self.rules[name]
        if deviation == 0:
            return numpy.full(shape, value, dtype=numpy.float32)
        drawn = generator.standard_normal(shape, dtype=numpy.float32)
        drawn *= numpy.float32(deviation)
        return drawn


def usual_value(model: nn.Module, module: nn.Module, leaf: str) -> float:
    """Returns the value that a model's class gives to all elements of a vector; 1 where it gives none or several.

    The class initialises a copy of the one module, so the model itself may lie on the device "meta".
    """
    if any(module.children()):
        return 1.0
    single = copy.deepcopy(module).to_empty(device="cpu")
    with torch.no_grad():
        for parameter in single.parameters():
            parameter.fill_(1.0)
        model._init_weights(single)
        values = getattr(single, leaf).unique()
    return float(values[0]) if len(values) == 1 else 1.0
