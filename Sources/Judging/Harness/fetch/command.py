"""The command `fetch (--model NAME|FOLDER | --config FILE) [--data FILE] --into FOLDER [...]`.

Writes `workload.json`, the description of a workload, and the files that it refers to: `weights.safetensors` and
`tokens.bin`. Run again with the same options it goes on where it was, and makes nothing twice.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fetch.failure import FetchError
from text import one_line
from workloads.hf_settings import DEVICES, NAME, HFSettings
from workloads.settings import PRECISIONS, WorkloadError

if TYPE_CHECKING:
    from fetch.output import Record
    from workloads.hf_causal_lm import HFWorkload

WEIGHTS, TOKENS, WORKLOAD = "weights.safetensors", "tokens.bin", "workload.json"
MAX_MESSAGE_BYTES = 2000
SIZES = ("sequence_length", "batch", "precision", "device")
FIGURES = {"learning_rate": 1e-4, "weight_decay": 0.1, "beta1": 0.9, "beta2": 0.95, "epsilon": 1e-8}


def run(options: list[str]) -> int:
    """Runs the command and returns its exit status: 0, or 2 with one line that says what is wrong."""
    arguments = parse(options)
    try:
        outcome = fetch(arguments)
    except (FetchError, WorkloadError) as error:
        return refuse(str(error))
    except ImportError as error:
        return refuse(f"something is missing; run scripts/setup hf ({error})")
    print(json.dumps(outcome))
    return 0


def refuse(problem: str) -> int:
    """Says on one line what is wrong and returns the exit status for it."""
    print(f"fetch: {one_line(problem, MAX_MESSAGE_BYTES)}", file=sys.stderr)
    return 2


def parse(options: list[str]) -> argparse.Namespace:
    """Returns the command line's values; ends the process with status 2 for a wrong one."""
    parser = argparse.ArgumentParser(prog="fetch", description="Makes a workload of a model and a text.")
    model = parser.add_mutually_exclusive_group(required=True)
    model.add_argument("--model", help="a model's name on the hub, or a folder with one; its weights are used")
    model.add_argument("--config", type=Path, help="a model's config.json; its weights are drawn from each run's seed")
    parser.add_argument("--data", type=Path, help="text to train on: .txt or .parquet (default the Markov chain)")
    parser.add_argument("--column", help="the column of a Parquet file that holds text")
    parser.add_argument("--tokenizer", help="a tokenizer's name or folder, or bytes (default the model's)")
    parser.add_argument("--into", type=Path, required=True, help="folder for the files; it is made where missing")
    parser.add_argument("--sequence-length", type=int, default=1024, help="tokens in a row (default 1024)")
    parser.add_argument("--batch", type=int, default=8, help="rows of a step (default 8)")
    parser.add_argument("--precision", choices=PRECISIONS, default="bf16-autocast", help="(default bf16-autocast)")
    parser.add_argument("--device", choices=DEVICES, default="cpu", help="where to train (default cpu)")
    for name, value in FIGURES.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=value, help=f"(default {value:g})")
    arguments = parser.parse_args(options)
    if arguments.data and arguments.config and not arguments.tokenizer:
        parser.error("--config with --data needs a --tokenizer")
    return arguments


def fetch(arguments: argparse.Namespace) -> dict[str, Any]:
    """Writes all files and returns what was made. Raises FetchError or WorkloadError."""
    # The hub's client reads this once, when it is imported; every other role is forbidden the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "0")
    from fetch import hub, model
    from fetch.output import Record, write_json

    folder = None
    if arguments.model:
        folder = hub.folder_of(arguments.model, [*hub.CONFIG_FILES, *hub.WEIGHTS_FILES])
    config = model.read_config(arguments.config or folder / "config.json")
    figures = {name: getattr(arguments, name) for name in (*SIZES, *FIGURES)}
    description = {"name": NAME, "config": config, "weights": None, "tokens": None, **figures}
    workload = checked(description)
    into = make_folder(arguments.into)
    record = Record(into)
    if folder:
        description["weights"] = weights_entry(record, folder, workload)
    if arguments.data:
        description["tokens"] = tokens_entry(record, arguments, workload)
    checked(description, assets=str(into))
    write_json(into / WORKLOAD, description)
    count = (description["tokens"] or {}).get("count")
    return {"workload": str(into / WORKLOAD), "parameters": workload.layout.element_count, "tokens": count}


def checked(description: dict[str, Any], assets: str | None = None) -> "HFWorkload":
    """Returns the workload of a description, which may ask for more than this machine has."""
    from workloads.hf_causal_lm import HFWorkload

    return HFWorkload(HFSettings.parse(description), assets, is_trained_here=False)


def weights_entry(record: "Record", folder: Path, workload: "HFWorkload") -> dict[str, Any]:
    """Makes the file of weights and returns what the description says of it."""
    from fetch import model
    from fetch.output import stamp

    names = {slot.name for slot in workload.layout.slots}
    source = {"model": [stamp(file) for file in (folder / "config.json", *model.weights_source(folder))]}
    return record.entry(WEIGHTS, source, lambda path: model.write_weights(folder, names, path))


def tokens_entry(record: "Record", arguments: argparse.Namespace, workload: "HFWorkload") -> dict[str, Any]:
    """Makes the file of tokens and returns what the description says of it."""
    from fetch import tokens
    from fetch.output import stamp

    data, vocabulary = arguments.data, workload.shape.vocabulary
    if not data.is_file():
        raise FetchError(f"{data} is no file")
    tokenizer = arguments.tokenizer or arguments.model
    source = {"data": stamp(data), "column": arguments.column, "vocabulary": vocabulary, "tokenizer": tokenizer}
    if os.path.isdir(tokenizer):
        source["tokenizer"] = [stamp(file) for file in sorted(Path(tokenizer).iterdir()) if file.is_file()]

    def write(path: Path) -> dict[str, Any]:
        encode = tokens.make_encode(tokenizer)
        return tokens.write_tokens(path, data, arguments.column, encode, vocabulary, arguments.sequence_length)

    return record.entry(TOKENS, source, write)


def make_folder(folder: Path) -> Path:
    """Makes a folder where it is missing. Raises FetchError when it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FetchError(f"{folder} cannot be made: {error.strerror}") from error
    return folder
