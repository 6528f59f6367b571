"""Text to train on, one document after another, from a text file or a column of a Parquet file."""

from collections.abc import Iterator
from pathlib import Path

from fetch.failure import FetchError

CHUNK_CHARACTERS = 1 << 20
"""A text file is read in pieces of about this size, each to the end of a line, so that no file is too large."""

ROWS = 1024


def documents(path: Path, column: str | None) -> Iterator[tuple[str, bool]]:
    """Yields (text, whether a document ends with it). Raises FetchError for a file that is not what its name says."""
    if path.suffix == ".txt":
        yield from pieces_of_text(path)
    elif path.suffix == ".parquet":
        yield from rows_of_parquet(path, column)
    else:
        raise FetchError(f"{path} ends in neither .txt nor .parquet")


def pieces_of_text(path: Path) -> Iterator[tuple[str, bool]]:
    """Yields a text file as one document in pieces."""
    try:
        with open(path, encoding="utf-8") as file:
            piece = file.read(CHUNK_CHARACTERS) + file.readline()
            while piece:
                following = file.read(CHUNK_CHARACTERS) + file.readline()
                yield piece, not following
                piece = following
    except OSError as error:
        raise FetchError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FetchError(f"{path} is not UTF-8 at byte {error.start} of a piece") from error


def rows_of_parquet(path: Path, column: str | None) -> Iterator[tuple[str, bool]]:
    """Yields each row of a column of text; rows without text are left out."""
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            if column not in names:
                wanted = "name one with --column" if column is None else f"there is none called {column}"
                raise FetchError(f"{path} has the columns {', '.join(names)}: {wanted}")
            kind = file.schema_arrow.field(column).type
            if not (pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind)):
                raise FetchError(f"the column {column} of {path} holds {kind} and no text")
            for batch in file.iter_batches(batch_size=ROWS, columns=[column]):
                yield from ((text, True) for text in batch.column(0).to_pylist() if text)
    except (OSError, pyarrow.ArrowException) as error:
        raise FetchError(f"{path} cannot be read as Parquet: {error}") from error
