"""Models and tokenizers in a folder: one that is given, or a copy of one on the hub.

Copies are kept in the hub's own cache (HF_HOME), where an interrupted download goes on. HF_TOKEN is read by the hub's
client from the environment; it is never printed and never stored.
"""

import fnmatch
import os
import shutil
from pathlib import Path

from fetch.failure import FetchError, explained

CONFIG_FILES = ["config.json"]
WEIGHTS_FILES = ["*.safetensors", "*.safetensors.index.json"]
TOKENIZER_FILES = ["config.json", "*token*.json", "vocab*", "merges.txt", "*.model", "*.tiktoken"]


def folder_of(name: str, patterns: list[str]) -> Path:
    """Returns the folder with the files of a model that match; a name that is no folder is one on the hub.

    Raises FetchError without a network, permission, or room on the disk.
    """
    if os.path.isdir(name):
        return Path(name)
    if name.startswith((".", "/", "~")) or name.count("/") > 1:
        raise FetchError(f"{name} is not a folder")
    from huggingface_hub import constants, snapshot_download

    with explained(name):
        require_disk(Path(constants.HF_HUB_CACHE), download_bytes(name, patterns), name)
        return Path(snapshot_download(name, allow_patterns=patterns))


def download_bytes(name: str, patterns: list[str]) -> int:
    """Returns the size of a model's files that match; 0 without a network, where a copy may still be at hand."""
    import requests
    from huggingface_hub import HfApi
    from huggingface_hub.errors import OfflineModeIsEnabled

    try:
        files = HfApi().model_info(name, files_metadata=True).siblings or []
    except (requests.ConnectionError, requests.Timeout, OfflineModeIsEnabled):
        return 0
    return sum(file.size or 0 for file in files if any(fnmatch.fnmatch(file.rfilename, each) for each in patterns))


def require_disk(folder: Path, byte_count: int, name: str) -> None:
    """Raises FetchError unless a folder, or the nearest one that exists above it, has room for so many bytes."""
    place = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    free = shutil.disk_usage(place).free
    if byte_count > free:
        raise FetchError(
            f"{name} needs {byte_count / (1 << 30):.1f} GiB of disk in {place}, and {free / (1 << 30):.1f} GiB are free"
        )
