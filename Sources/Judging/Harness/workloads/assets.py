"""The assets folder: big files that a workload refers to, read by the referee only.

A file is checked once, when a workload is taken up: a few seconds for each gigabyte.
"""

import hashlib
import os
from collections.abc import Callable

from workloads.settings import WorkloadError

SANDBOX_FOLDER = "/assets"
"""Where the referee's sandbox has the folder."""

CHUNK_BYTES = 16 << 20


def path_of(folder: str, file: str) -> str:
    """Returns the path of a file in the assets folder. Raises WorkloadError when there is none."""
    path = os.path.join(folder, file)
    if not os.path.isfile(path):
        raise WorkloadError(f"the assets folder {folder} has no file {file}")
    return path


def check_digest(path: str, sha256: str, look: Callable[[bytes], None] = lambda chunk: None) -> None:
    """Reads a whole file and raises WorkloadError unless it has a SHA-256, in hexadecimal digits.

    `look` sees every piece of the file; a piece's length is a multiple of 4 but for the last.
    """
    digest = hashlib.sha256()
    try:
        with open(path, "rb", buffering=0) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                look(chunk)
    except OSError as error:
        raise WorkloadError(f"asset {os.path.basename(path)} cannot be read: {error.strerror}") from error
    if digest.hexdigest() != sha256:
        raise WorkloadError(f"asset {os.path.basename(path)} has the SHA-256 {digest.hexdigest()} and not {sha256}")
