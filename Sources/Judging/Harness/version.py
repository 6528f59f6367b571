"""Which harness this is: results that it made are only good for as long as it stays the same."""

import hashlib
from functools import cache
from pathlib import Path


@cache
def digest() -> str:
    """Returns the SHA-256 over the names and contents of all files of the harness, in hexadecimal digits."""
    folder = Path(__file__).resolve().parent
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(folder)} {content}\n".encode())
    return total.hexdigest()
