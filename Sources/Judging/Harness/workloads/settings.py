"""The figures that describe a workload, checked before anything is built from them."""

from dataclasses import dataclass, fields

MAX_DIMENSION = 65536
"""Largest size of any one dimension: a typing error becomes an error, not an attempt to fill the memory."""

MAX_PARAMETERS = 1_000_000_000
"""Largest size of the whole model, for the same reason."""

PRECISIONS = ("fp32", "bf16-autocast", "bf16-params")
"""Precision classes; see `TinyGPTSettings`."""


class WorkloadError(ValueError):
    """A workload description with a missing, unknown or impossible value."""


@dataclass(frozen=True)
class TinyGPTSettings:
    """A decoder-only transformer trained with AdamW.

    `vocabulary`, `width`, `layers` and `heads` size the model; `batch` rows of `sequence_length` tokens make one step.
    The next are AdamW's figures. `precision` names the class that the reference trains in:

    - "fp32": float32 throughout;
    - "bf16-autocast": float32 parameters and moments, the forward pass under bfloat16 autocast;
    - "bf16-params": bfloat16 parameters and moments, the loss in float32.
    """

    vocabulary: int
    width: int
    layers: int
    heads: int
    sequence_length: int
    batch: int
    learning_rate: float
    weight_decay: float
    beta1: float
    beta2: float
    epsilon: float
    precision: str

    @classmethod
    def parse(cls, description: object) -> "TinyGPTSettings":
        """Returns the settings in a JSON object. Raises WorkloadError and names the key that is wrong."""
        if not isinstance(description, dict):
            raise WorkloadError("workload is not an object")
        values = dict(description)
        if values.pop("name", None) != "tiny-gpt":
            raise WorkloadError(f"unknown workload {description.get('name')!r}")
        expected = {field.name: field.type for field in fields(cls)}
        if values.keys() != expected.keys():
            raise WorkloadError(f"workload keys differ at {sorted(values.keys() ^ expected.keys())}")
        for key, kind in expected.items():
            check_kind(key, values[key], kind)
        settings = cls(**values)
        settings.check_ranges()
        return settings

    @property
    def parameter_count(self) -> int:
        """Number of parameters, but for the gains of norms: two tables, the head, and 12 d² in each layer."""
        tables = 2 * self.vocabulary + self.sequence_length
        return self.width * (tables + 12 * self.width * self.layers)

    def check_ranges(self) -> None:
        """Raises WorkloadError for values that no model can have."""
        if self.width % self.heads:
            raise WorkloadError("width is not a multiple of heads")
        if self.parameter_count > MAX_PARAMETERS:
            raise WorkloadError(f"a model of {self.parameter_count} parameters is too large, {MAX_PARAMETERS} may be")
        if self.vocabulary < 2 or self.sequence_length < 2:
            raise WorkloadError("vocabulary and sequence_length must be at least 2")
        if not (0 <= self.beta1 < 1 and 0 <= self.beta2 < 1):
            raise WorkloadError("beta1 and beta2 must lie in [0, 1)")
        if self.precision not in PRECISIONS:
            raise WorkloadError(f"unknown precision {self.precision!r}")


def check_kind(key: str, value: object, kind: type) -> None:
    """Raises WorkloadError unless a value is a positive dimension, a figure in [0, 1e3], or a text, as its key asks."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        is_right = is_number and isinstance(value, int) and 1 <= value <= MAX_DIMENSION
    elif kind is float:
        is_right = is_number and 0 <= value <= 1000
    else:
        is_right = isinstance(value, str)
    if not is_right:
        raise WorkloadError(f"workload key {key!r} cannot be {value!r}")
