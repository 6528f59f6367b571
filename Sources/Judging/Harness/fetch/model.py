"""The model's configuration and weights, from a folder as `save_pretrained` leaves it, or a bare configuration."""

import json
from pathlib import Path
from typing import Any

from fetch.failure import FetchError, explained
from fetch.hub import require_disk

LEFT_OUT = ("architectures", "transformers_version", "_name_or_path", "name_or_path", "dtype", "torch_dtype")
"""Keys of a configuration that say where it came from, or what the workload says itself."""


def read_config(path: Path) -> dict[str, Any]:
    """Returns the configuration in a file as a workload writes it. Raises FetchError."""
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FetchError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise FetchError(f"{path} is not JSON: {error}") from error
    if not isinstance(config, dict):
        raise FetchError(f"{path} is not a JSON object")
    return {key: value for key, value in config.items() if key not in LEFT_OUT}


def weights_source(folder: Path) -> list[Path]:
    """Returns the files with a folder's weights. Raises FetchError when there are none that can be read safely."""
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise FetchError(f"{folder} has no weights as safetensors; other formats can run code and are not read")
    return files


def write_weights(folder: Path, names: set[str], path: Path) -> dict[str, Any]:
    """Writes the parameters of a folder's model into one file, under their `named_parameters()` names.

    The library reads them, since only it knows under which names older files hold them; they keep their dtype. Raises
    FetchError when the model there lacks one: the library would have drawn it at random.
    """
    from safetensors import SafetensorError
    from safetensors.torch import save_file
    from transformers import AutoModelForCausalLM

    require_disk(path.parent, sum(file.stat().st_size for file in weights_source(folder)), str(folder))
    with explained(str(folder)):
        try:
            model, report = AutoModelForCausalLM.from_pretrained(
                folder, dtype="auto", use_safetensors=True, local_files_only=True, output_loading_info=True
            )
        except (ValueError, RuntimeError) as error:
            raise FetchError(f"the weights in {folder} do not fit its configuration: {error}") from error
    parameters = {name: parameter.detach() for name, parameter in model.named_parameters()}
    missing = sorted((set(report["missing_keys"]) & parameters.keys()) | (names ^ parameters.keys()))
    if missing:
        raise FetchError(f"the weights in {folder} differ from the model's parameters at {missing[:3]}")
    try:
        save_file({name: values.contiguous() for name, values in parameters.items()}, path)
    except (OSError, SafetensorError) as error:
        raise FetchError(f"the weights of {folder} cannot be written: {error}") from error
    return {}
