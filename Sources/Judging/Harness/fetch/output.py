"""Files that appear whole or not at all, and are made only once.

Beside the files lies `fetch.json`: for each, what it was made from and its SHA-256. A file that is still what it
says is not made again.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHUNK_BYTES = 16 << 20
RECORD = "fetch.json"


def write_json(path: Path, value: object) -> None:
    """Writes a JSON file in the place of the one before."""
    write_file(path, lambda unfinished: unfinished.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8"))


def write_file(path: Path, write: Callable[[Path], Any]) -> Any:
    """Lets `write` fill a file beside the path, puts it on the disk and gives it its name; returns what it returned."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        value = write(unfinished)
        with open(unfinished, "rb") as file:
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return value


def sha256(path: Path) -> str:
    """Returns the SHA-256 of a file in hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


class Record:
    """What a folder's files were made from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / RECORD
        try:
            self.made = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.made = {}

    def entry(self, file: str, source: dict[str, Any], write: Callable[[Path], dict[str, Any]]) -> dict[str, Any]:
        """Returns {"file", "sha256", ...} for a file, making it with `write` unless it is there already.

        `source` is what the file follows from; `write` fills a path and returns what else the entry says.
        """
        path, known = self.folder / file, self.made.get(file)
        if known and known["source"] == source and path.is_file() and sha256(path) == known["entry"]["sha256"]:
            return known["entry"]
        details = write_file(path, write)
        entry = {"file": file, "sha256": sha256(path), **details}
        self.made[file] = {"source": source, "entry": entry}
        write_json(self.path, self.made)
        return entry


def stamp(path: Path) -> list[Any]:
    """Returns what tells one version of a file from another without reading it: path, size and time of change."""
    status = path.stat()
    return [str(path.resolve()), status.st_size, status.st_mtime_ns]
