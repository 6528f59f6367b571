"""The description of the workload "hf-causal-lm", checked as far as it can be without transformers."""

import re
from dataclasses import dataclass, fields
from typing import Any

from workloads.settings import PRECISIONS, WorkloadError, check_kind

NAME = "hf-causal-lm"
DEVICES = ("cpu", "cuda")
MAX_TOKENS = 1 << 40
"""Largest number of tokens in a file: a typing error becomes an error, not an attempt to fill a disk."""

FORBIDDEN = ("auto_map", "quantization_config")
"""Keys of a configuration that would run code from elsewhere, or train something else than the parameters."""


@dataclass(frozen=True)
class AssetEntry:
    """A file in the assets folder: its name there, its SHA-256, and for tokens how many there are."""

    file: str
    sha256: str
    count: int = 0

    @classmethod
    def parse(cls, key: str, value: object, expected: set[str]) -> "AssetEntry | None":
        """Returns the entry under a key, None for null. Raises WorkloadError and names the key that is wrong."""
        if value is None:
            return None
        if not isinstance(value, dict):
            raise WorkloadError(f"workload key {key!r} is neither null nor an object")
        if value.keys() != expected:
            raise WorkloadError(
                f"workload keys differ at {sorted(f'{key}.{name}' for name in value.keys() ^ expected)}"
            )
        entry = cls(**value)
        if not isinstance(entry.file, str) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}", entry.file):
            raise WorkloadError(f"workload key '{key}.file' cannot be {entry.file!r}: a plain file name is due")
        if not isinstance(entry.sha256, str) or not re.fullmatch(r"[0-9a-f]{64}", entry.sha256):
            raise WorkloadError(f"workload key '{key}.sha256' is not 64 hexadecimal digits in lower case")
        if "count" in expected and not (type(entry.count) is int and 1 <= entry.count <= MAX_TOKENS):
            raise WorkloadError(f"workload key '{key}.count' cannot be {entry.count!r}")
        return entry


@dataclass(frozen=True)
class HFSettings:
    """A causal language model of transformers, its data, and AdamW's figures.

    `config` is what the model's config.json holds, "model_type" included. Without `weights` they are drawn from the
    seed; without `tokens` the batches come from the public Markov chain. Precision classes are those of tiny-gpt.
    """

    config: dict[str, Any]
    weights: AssetEntry | None
    tokens: AssetEntry | None
    sequence_length: int
    batch: int
    learning_rate: float
    weight_decay: float
    beta1: float
    beta2: float
    epsilon: float
    precision: str
    device: str

    @classmethod
    def parse(cls, description: object) -> "HFSettings":
        """Returns the settings in a JSON object. Raises WorkloadError and names the key that is wrong."""
        if not isinstance(description, dict) or description.get("name") != NAME:
            raise WorkloadError(f"workload is no object with the name {NAME}")
        values = {key: value for key, value in description.items() if key != "name"}
        expected = {field.name: field.type for field in fields(cls)}
        if values.keys() != expected.keys():
            raise WorkloadError(f"workload keys differ at {sorted(values.keys() ^ expected.keys())}")
        values["weights"] = AssetEntry.parse("weights", values["weights"], {"file", "sha256"})
        values["tokens"] = AssetEntry.parse("tokens", values["tokens"], {"file", "sha256", "count"})
        for key, kind in expected.items():
            if kind in (int, float, str):
                check_kind(key, values[key], kind)
        settings = cls(**values)
        settings.check_config()
        settings.check_ranges()
        return settings

    def check_config(self) -> None:
        """Raises WorkloadError for a model configuration that names no type, or has a forbidden key."""
        if not isinstance(self.config, dict):
            raise WorkloadError("workload key 'config' is not an object")
        if not isinstance(self.config.get("model_type"), str):
            raise WorkloadError("workload key 'config.model_type' is missing or no text")
        for key in FORBIDDEN:
            if self.config.get(key) is not None:
                raise WorkloadError(f"workload key 'config.{key}' is not allowed")

    def check_ranges(self) -> None:
        """Raises WorkloadError for values that no training can have."""
        if self.sequence_length < 2:
            raise WorkloadError("workload key 'sequence_length' must be at least 2")
        if not (0 <= self.beta1 < 1 and 0 <= self.beta2 < 1):
            raise WorkloadError("beta1 and beta2 must lie in [0, 1)")
        if self.precision not in PRECISIONS:
            raise WorkloadError(f"unknown precision {self.precision!r}")
        if self.device not in DEVICES:
            raise WorkloadError(f"unknown device {self.device!r}")
