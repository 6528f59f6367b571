"""The workload "hf-causal-lm": any causal language model that transformers can build from a configuration."""

from functools import cached_property

import numpy
import torch

from layout import WeightsLayout, batches_byte_count
from workloads import hf_library, markov
from workloads.blocks import blocks_of
from workloads.hf_files import TokenFile, WeightsFile
from workloads.hf_initial import Drawing
from workloads.hf_settings import NAME, HFSettings
from workloads.hf_ungraded import ungraded_parameters
from workloads.room import require_room
from workloads.settings import WorkloadError
from workloads.training import dtype_of, make_adamw, rounded_to, under_autocast
from workloads.workload import Forward, Shape

CHAIN_TOKENS = 4096
"""Most tokens that the Markov chain uses: its first step costs nothing then, however large the vocabulary."""

ARRAY_BYTES = 4


class HFWorkload:
    """A `Workload`. With an assets folder it is the referee's: its files are checked at once, and only it reads them.

    A contestant's has no folder. It can make the model and the optimizer, and is handed weights and batches.
    """

    name = NAME

    def __init__(self, settings: HFSettings, assets: str | None = None, is_trained_here: bool = True) -> None:
        """Raises WorkloadError, one sentence, for a model that cannot be built or trained here and for a wrong file."""
        self.settings = settings
        self.precision, self.dtype = settings.precision, dtype_of(settings.precision)
        self.batch, self.sequence_length = settings.batch, settings.sequence_length
        self.device = settings.device
        if is_trained_here and self.device == "cuda" and not torch.cuda.is_available():
            raise WorkloadError("the workload asks for the device cuda, and torch sees no such device here")
        self.config = hf_library.make_config(settings.config)
        self.check_sequence_length()
        outline = self.outline()
        self.layout = WeightsLayout.of_shapes(
            (name, tuple(values.shape)) for name, values in outline.named_parameters()
        )
        self.shape = self.shape_of(outline)
        self.ungraded = ungraded_parameters(outline)
        if is_trained_here:
            self.require_room()
        self.tokens = self.weights = None
        if assets is not None and settings.tokens:
            self.tokens = TokenFile(assets, settings.tokens, self.shape.vocabulary, self.sequence_length)
        if assets is not None and settings.weights:
            self.weights = WeightsFile(assets, settings.weights, self.layout)

    def outline(self) -> torch.nn.Module:
        """Returns the model without any memory behind it."""
        return hf_library.make_outline(self.config, self.dtype)

    def check_sequence_length(self) -> None:
        """Raises WorkloadError when the model has fewer positions than a sequence."""
        positions = getattr(self.config.get_text_config(), "max_position_embeddings", None)
        if isinstance(positions, int) and positions < self.sequence_length:
            raise WorkloadError(f"workload key 'sequence_length': the model has only {positions} positions")

    def shape_of(self, outline: torch.nn.Module) -> Shape:
        """Returns the model's sizes. Raises WorkloadError when it lacks one of them."""
        config, table = self.config.get_text_config(), outline.get_input_embeddings()
        blocks = blocks_of(outline)
        if not isinstance(table, torch.nn.Embedding) or not blocks:
            raise WorkloadError(f"workload key 'config.model_type': {config.model_type!r} has no table or no blocks")
        heads = getattr(config, "num_attention_heads", 1)
        sizes = (config.vocab_size, table.embedding_dim, len(blocks), heads if isinstance(heads, int) else 1)
        return Shape(*sizes, self.sequence_length, self.batch)

    def require_room(self) -> None:
        """Raises WorkloadError when parameters, gradients, moments and what is kept beside them do not fit.

        Beside them the referee keeps initial weights and the reference's three sections, and a contestant as much:
        the weights that it is handed and its output file.
        """
        trained = 4 * self.dtype.itemsize if self.device == "cpu" else 0
        require_room(self.layout.element_count, 4 * ARRAY_BYTES + trained)

    def make_model(self) -> torch.nn.Module:
        """Returns a model on its device, in training mode and its class's dtype; its weights have yet to be loaded."""
        return hf_library.make_model(self.config, self.dtype, self.device)

    def blocks(self, model: torch.nn.Module) -> list[torch.nn.Module]:
        """Returns the transformer blocks in order."""
        return blocks_of(model)

    def forward_of(self, model: torch.nn.Module, arithmetic: str = "class") -> Forward:
        """Returns the function from tokens to logits, by default as the reference runs it in its precision class."""

        def forward(tokens: torch.Tensor) -> torch.Tensor:
            return model(tokens.to(self.device), use_cache=False).logits

        is_cast = arithmetic == "autocast" or (arithmetic == "class" and self.precision == "bf16-autocast")
        return under_autocast(forward, self.device) if is_cast else forward

    def make_optimizer(self, model: torch.nn.Module) -> torch.optim.AdamW:
        """Returns the optimizer that the final weights must come from, over all parameters in one group."""
        return make_adamw(model, self.settings)

    @cached_property
    def drawing(self) -> Drawing:
        """How the weights are drawn where they are not read."""
        return Drawing(self.outline())

    def initial_weights(self, generator: numpy.random.Generator) -> list[numpy.ndarray]:
        """Returns one float32 array per slot of the layout: those of the weights file, or drawn ones."""
        if self.settings.weights is None:
            drawn = (self.drawing.draw(generator, slot.name, slot.shape) for slot in self.layout.slots)
            return [rounded_to(self.dtype, values) for values in drawn]
        if self.weights is None:
            raise WorkloadError(f"{self.settings.weights.file} is to be read, and there is no assets folder")
        return self.weights.read(self.layout, self.dtype)

    def make_batches(self, generator: numpy.random.Generator, steps: int) -> numpy.ndarray:
        """Returns int64 tokens of shape (steps, batch, sequence_length): windows of the tokens file, or Markov's."""
        rows = steps * self.batch
        if self.settings.tokens is None:
            vocabulary = min(self.shape.vocabulary, CHAIN_TOKENS)
            tokens = markov.sample(generator, rows, self.sequence_length, vocabulary)
        elif self.tokens is None:
            raise WorkloadError(f"{self.settings.tokens.file} is to be read, and there is no assets folder")
        else:
            tokens = self.tokens.windows(generator, rows, self.sequence_length)
        return tokens.reshape(steps, self.batch, self.sequence_length)

    def batches_byte_count(self, steps: int) -> int:
        """Returns the size in bytes of a file with that many batches."""
        return batches_byte_count(steps, self.batch, self.sequence_length)

    @cached_property
    def tables(self) -> tuple[str, dict[str, int]]:
        """The name of the token table, and the numbers of elements of all tables that make no logits as well."""
        outline = self.outline()
        names = {id(values): name for name, values in outline.named_parameters()}
        head = outline.get_output_embeddings()
        output = None if head is None else getattr(head, "weight", None)
        found = [module.weight for module in outline.modules() if isinstance(module, torch.nn.Embedding)]
        only_tables = {names[id(table)]: table.numel() for table in found if table is not output}
        return names[id(outline.get_input_embeddings().weight)], only_tables

    def touched_rows(self, batches: numpy.ndarray) -> dict[str, numpy.ndarray]:
        """Returns which rows of the token table training on the batches looks up.

        Tables of positions are left to the statistics of whole tensors: how a class counts positions is its own affair.
        The last token of a sequence is only ever predicted, so it is not looked up.
        """
        name, _ = self.tables
        rows = next(slot.shape[0] for slot in self.layout.slots if slot.name == name)
        touched = numpy.zeros(rows, dtype=bool)
        touched[batches[:, :, :-1]] = True
        return {name: touched}

    @property
    def embedding_parameter_count(self) -> int:
        """Number of parameters in lookup tables; a table that also makes the logits costs a product and is none."""
        return sum(self.tables[1].values())
