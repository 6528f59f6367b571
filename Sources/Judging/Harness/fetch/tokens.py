"""Text as a file of tokens: little-endian uint32, document after document."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy

from fetch.documents import documents
from fetch.failure import FetchError, explained
from fetch.hub import TOKENIZER_FILES, folder_of

BYTES = "bytes"
"""The tokenizer with one token for each byte of UTF-8, and none for a document's end."""

Piece = tuple[str, bool]
"""A text, and whether a document ends with it."""

Encode = Callable[[list[Piece]], list[list[int]]]
"""The tokens of each of some pieces of text."""

PIECES = 256
"""Pieces that are encoded together: the library spreads them over the processors."""


def make_encode(tokenizer: str) -> Encode:
    """Returns the function from text to tokens that a tokenizer's name stands for. Raises FetchError."""
    if tokenizer == BYTES:
        return lambda pieces: [list(text.encode(errors="replace")) for text, _ in pieces]
    folder = folder_of(tokenizer, TOKENIZER_FILES)
    from transformers import AutoTokenizer

    with explained(tokenizer):
        try:
            found = AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
        except (ImportError, ValueError, KeyError, TypeError) as error:
            raise FetchError(f"{tokenizer} has no tokenizer that can be used: {error}") from error
    end = [] if found.eos_token_id is None else [found.eos_token_id]

    def encode(pieces: list[Piece]) -> list[list[int]]:
        encoded = found([text for text, _ in pieces], add_special_tokens=False, verbose=False)["input_ids"]
        return [tokens + (end if is_end else []) for tokens, (_, is_end) in zip(encoded, pieces, strict=True)]

    return encode


def write_tokens(
    path: Path, data: Path, column: str | None, encode: Encode, vocabulary: int, least: int
) -> dict[str, Any]:
    """Writes all tokens of a data file and returns {"count"}.

    Raises FetchError for a token beyond the vocabulary, and for fewer tokens than `least`, one sequence.
    """
    count = 0
    with explained(path.name), open(path, "wb") as file:
        for tokens in token_arrays(data, column, encode):
            largest = int(tokens.max(initial=0))
            if largest >= vocabulary:
                raise FetchError(f"the tokenizer makes the token {largest}, beyond the model's {vocabulary}")
            file.write(tokens.astype("<u4").tobytes())
            count += len(tokens)
    if count < least:
        raise FetchError(f"{data} has {count} tokens, less than one sequence of {least}")
    return {"count": count}


def token_arrays(data: Path, column: str | None, encode: Encode) -> Iterator[numpy.ndarray]:
    """Yields the tokens of each piece of text in order."""
    pieces = documents(data, column)
    while some := list(itertools.islice(pieces, PIECES)):
        yield from (numpy.array(tokens, dtype=numpy.int64) for tokens in encode(some))
