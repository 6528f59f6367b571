"""The workload "tiny-gpt": its model, initial weights, batches, loss and optimizer."""

import numpy
import torch
from torch.nn import functional

from layout import WeightsLayout, batches_byte_count
from workloads import markov
from workloads.settings import TinyGPTSettings
from workloads.transformer import TinyGPT

EMBEDDING_DEVIATION = 0.5
"""Standard deviation of both embedding tables; see `initial_weights`."""


class TinyGPTWorkload:
    """Everything that referee, contestant and calibration must agree on."""

    def __init__(self, settings: TinyGPTSettings) -> None:
        self.settings = settings
        self.layout = WeightsLayout.of_shapes(
            (name, tuple(parameter.shape)) for name, parameter in self.make_model(device="meta").named_parameters()
        )

    def make_model(self, device: str = "cpu") -> TinyGPT:
        """Returns a model in training mode whose weights have yet to be loaded."""
        return TinyGPT(self.settings, device)

    def make_optimizer(self, model: torch.nn.Module) -> torch.optim.AdamW:
        """Returns the optimizer that the final weights must come from, over all parameters in one group."""
        settings = self.settings
        return torch.optim.AdamW(
            model.parameters(),
            lr=settings.learning_rate,
            betas=(settings.beta1, settings.beta2),
            eps=settings.epsilon,
            weight_decay=settings.weight_decay,
        )

    def initial_weights(self, generator: numpy.random.Generator) -> list[numpy.ndarray]:
        """Returns one float32 array per slot of the layout.

        Matrices are drawn with deviation 1 / sqrt(inputs) and embeddings with 0.5, not with the usual 0.02: AdamW
        divides by the gradient's own size, so gradients near zero would turn rounding noise into full-size updates.
        Norm gains are 1.
        """
        return [self.initial_tensor(generator, slot.name, slot.shape) for slot in self.layout.slots]

    def initial_tensor(self, generator: numpy.random.Generator, name: str, shape: tuple[int, ...]) -> numpy.ndarray:
        """Returns one parameter's initial values, float32 of the given shape."""
        if len(shape) == 1:
            return numpy.ones(shape, dtype=numpy.float32)
        deviation = EMBEDDING_DEVIATION if name.endswith("embedding.weight") else shape[1] ** -0.5
        return generator.standard_normal(shape, dtype=numpy.float32) * numpy.float32(deviation)

    def make_batches(self, generator: numpy.random.Generator, steps: int) -> numpy.ndarray:
        """Returns int64 tokens of shape (steps, batch, sequence_length)."""
        settings = self.settings
        rows = markov.sample(generator, steps * settings.batch, settings.sequence_length, settings.vocabulary)
        return rows.reshape(steps, settings.batch, settings.sequence_length)

    def batches_byte_count(self, steps: int) -> int:
        """Returns the size in bytes of a file with that many batches."""
        return batches_byte_count(steps, self.settings.batch, self.settings.sequence_length)

    @property
    def embedding_parameter_count(self) -> int:
        """Number of parameters in lookup tables, which cost no matrix multiplication."""
        return sum(slot.element_count for slot in self.layout.slots if slot.name.endswith("embedding.weight"))


def next_token_loss(model: torch.nn.Module, batch: torch.Tensor) -> torch.Tensor:
    """Returns the mean cross-entropy (a scalar, nats a token) of predicting each token from those before it.

    `batch` is int64 of shape (rows, length).
    """
    logits = model(batch[:, :-1])
    return functional.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())


def load_weights(model: torch.nn.Module, arrays: list[numpy.ndarray]) -> None:
    """Copies one array per parameter, in `named_parameters()` order, into a model in place."""
    with torch.no_grad():
        for parameter, array in zip(model.parameters(), arrays, strict=True):
            parameter.copy_(torch.tensor(array))


def read_weights(model: torch.nn.Module) -> list[numpy.ndarray]:
    """Returns copies of a model's parameters as float32 arrays, in `named_parameters()` order."""
    return [parameter.detach().to(torch.float32).numpy().copy() for parameter in model.parameters()]
