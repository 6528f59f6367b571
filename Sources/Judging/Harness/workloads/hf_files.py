"""The two kinds of asset of the workload "hf-causal-lm": tokens and weights."""

import os

import numpy
import torch

from layout import WeightsLayout
from workloads.assets import check_digest, path_of
from workloads.hf_settings import AssetEntry
from workloads.settings import WorkloadError

TOKEN_BYTES = 4


class TokenFile:
    """A file of little-endian uint32 tokens, mapped and never read as a whole after it was checked."""

    def __init__(self, folder: str, entry: AssetEntry, vocabulary: int, sequence_length: int) -> None:
        """Checks the file. Raises WorkloadError for another size, hash, or a token beyond the vocabulary."""
        path = path_of(folder, entry.file)
        if entry.count < sequence_length:
            raise WorkloadError(f"{entry.file} has {entry.count} tokens, less than one sequence of {sequence_length}")
        if os.path.getsize(path) != entry.count * TOKEN_BYTES:
            raise WorkloadError(
                f"{entry.file} has {os.path.getsize(path)} bytes and not 4 for each of {entry.count} tokens"
            )
        largest = 0

        def look(chunk: bytes) -> None:
            nonlocal largest
            largest = max(largest, int(numpy.frombuffer(chunk, dtype="<u4").max()))

        check_digest(path, entry.sha256, look)
        if largest >= vocabulary:
            raise WorkloadError(f"{entry.file} has the token {largest}, beyond a vocabulary of {vocabulary}")
        self.tokens = numpy.memmap(path, dtype="<u4", mode="r", shape=(entry.count,))

    def windows(self, generator: numpy.random.Generator, rows: int, length: int) -> numpy.ndarray:
        """Returns int64 tokens of shape (rows, length), each row from a place of its own, drawn uniformly."""
        starts = generator.integers(len(self.tokens) - length + 1, size=rows)
        return numpy.stack([self.tokens[start : start + length] for start in starts]).astype(numpy.int64)


class WeightsFile:
    """A safetensors file with exactly the parameters of one model, by their `named_parameters()` names."""

    def __init__(self, folder: str, entry: AssetEntry, layout: WeightsLayout) -> None:
        """Checks the file. Raises WorkloadError for another hash, or for other names, shapes or kinds of values."""
        self.path = path_of(folder, entry.file)
        check_digest(self.path, entry.sha256)
        with self.open() as tensors:
            expected = {slot.name: slot.shape for slot in layout.slots}
            for name in sorted(expected.keys() ^ set(tensors.keys())):
                problem = "lacks the parameter" if name in expected else "has a tensor that is no parameter:"
                raise WorkloadError(f"{entry.file} {problem} {name}")
            for name, shape in expected.items():
                found = tensors.get_slice(name)
                if tuple(found.get_shape()) != shape or found.get_dtype() not in ("F32", "F16", "BF16", "F64"):
                    kind = f"{found.get_dtype()} of shape {tuple(found.get_shape())}"
                    raise WorkloadError(f"{entry.file} has {name} as {kind}, where {shape} is due")

    def open(self):
        """Returns the opened file, a context manager. Raises WorkloadError when it is no safetensors file."""
        from safetensors import SafetensorError, safe_open

        try:
            return safe_open(self.path, framework="pt")
        except SafetensorError as error:
            raise WorkloadError(f"{os.path.basename(self.path)} is no safetensors file: {error}") from error

    def read(self, layout: WeightsLayout, dtype: torch.dtype) -> list[numpy.ndarray]:
        """Returns one float32 array per slot, rounded to the dtype."""
        with self.open() as tensors:
            return [tensors.get_tensor(slot.name).to(dtype).to(torch.float32).numpy() for slot in layout.slots]
