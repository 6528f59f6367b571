"""Which harness this is: results that it made are only good for as long as it stays the same."""

import hashlib
import importlib.metadata
import platform
from pathlib import Path

LIBRARIES = ("torch", "numpy", "transformers", "safetensors")
"""Libraries that decide what training leads to."""


def digest() -> str:
    """Returns the SHA-256 over the names and contents of all files of the harness, in hexadecimal digits."""
    folder = Path(__file__).resolve().parent
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*.py")):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{file.relative_to(folder)} {content}\n".encode())
    return total.hexdigest()


def libraries() -> list[str]:
    """Returns the names and versions of Python and of those libraries that are installed."""
    versions = [f"python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            versions.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return versions


def packages() -> list[str]:
    """Returns the names and versions of everything that is installed, by name."""
    found = {(each.name.lower(), each.version) for each in importlib.metadata.distributions() if each.name}
    return [f"{name} {version}" for name, version in sorted(found)]
