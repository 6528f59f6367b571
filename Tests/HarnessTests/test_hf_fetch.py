"""The role `fetch`: a folder with a model and a text become a workload. Nothing here reaches the hub."""

import json
import os
import subprocess
import sys

import numpy
import pyarrow
import pytest
import torch
from pyarrow import parquet
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoConfig, AutoModelForCausalLM, PreTrainedTokenizerFast

import seeds
from fetch import command
from hf_models import GPT2, QWEN2
from host import HARNESS
from workloads import make_workload

TEXT = "the cat sat on the mat and the dog sat on the log\n" * 40
WORDS = sorted({*TEXT.split()})


def saved_model(folder, config=QWEN2):
    """Leaves a random model in a folder as `save_pretrained` does, in bfloat16, and returns it."""
    values = {key: value for key, value in config.items() if key != "model_type"}
    torch.manual_seed(1)
    made = AutoConfig.for_model(config["model_type"], **values)
    model = AutoModelForCausalLM.from_config(made, dtype=torch.bfloat16)
    model.save_pretrained(folder)
    return model


def saved_tokenizer(folder):
    """Leaves a tokenizer with one token a word in a folder; 0 is the end of a document."""
    vocabulary = {word: index for index, word in enumerate(["<end>", "<unknown>", *WORDS])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unknown>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>").save_pretrained(folder)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a model, its tokenizer, and the same words as text and as Parquet."""
    saved_model(tmp_path / "model")
    saved_tokenizer(tmp_path / "model")
    (tmp_path / "data.txt").write_text(TEXT)
    rows = pyarrow.table({"text": TEXT.splitlines(), "number": list(range(40))})
    parquet.write_table(rows, tmp_path / "data.parquet")
    (tmp_path / "config.json").write_text(json.dumps(QWEN2))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def fetched(*options):
    """Runs the command with short sequences and returns its status; files go into the folder `out`."""
    return command.run(["--into", "out", "--sequence-length", "16", "--batch", "2", *map(str, options)])


def description(folder):
    return json.loads((folder / "out/workload.json").read_text())


def test_a_model_and_a_text_become_a_workload(folder, capsys):
    assert fetched("--model", "model", "--data", "data.txt", "--precision", "fp32") == 0
    told = json.loads(capsys.readouterr().out)
    workload = make_workload(description(folder), assets=str(folder / "out"))
    assert told == {"workload": "out/workload.json", "parameters": workload.layout.element_count, "tokens": 13 * 40 + 1}
    model = AutoModelForCausalLM.from_pretrained(folder / "model")
    for (name, expected), found in zip(model.named_parameters(), workload.initial_weights(None), strict=True):
        numpy.testing.assert_array_equal(found, expected.detach().float().numpy(), err_msg=name)
    tokens = numpy.fromfile(folder / "out/tokens.bin", dtype="<u4")
    assert [["<end>", "<unknown>", *WORDS][token] for token in tokens[:13]] == TEXT.split()[:13]
    assert tokens[-1] == 0
    assert workload.make_batches(seeds.make_generator(bytes(32), seeds.BATCHES), 3).shape == (3, 2, 16)


def test_the_files_are_only_made_once_and_again_when_spoilt(folder):
    options = ("--model", "model", "--data", "data.txt")
    assert fetched(*options) == 0
    names = ("tokens.bin", "weights.safetensors", "workload.json")
    before = {name: (folder / "out" / name).read_bytes() for name in names}
    made = {name: (folder / "out" / name).stat().st_ino for name in names[:2]}
    assert fetched(*options) == 0
    assert {name: (folder / "out" / name).stat().st_ino for name in names[:2]} == made
    (folder / "out/tokens.bin").write_bytes(b"half")
    assert fetched(*options) == 0
    assert {name: (folder / "out" / name).read_bytes() for name in names} == before
    assert sorted(os.listdir(folder / "out")) == sorted([*names, "fetch.json"])


def test_a_configuration_alone_has_drawn_weights(folder):
    options = ("--config", "config.json", "--data", "data.txt", "--tokenizer", "bytes", "--learning-rate", "0.01")
    assert fetched(*options) == 0
    found = description(folder)
    assert (found["weights"], found["tokens"]["count"], found["learning_rate"]) == (None, len(TEXT), 0.01)
    assert (folder / "out/tokens.bin").read_bytes()[::4] == TEXT.encode()


def test_rows_of_parquet_are_documents(folder):
    options = ("--model", "model", "--data", "data.parquet", "--column", "text")
    assert fetched(*options) == 0
    tokens = numpy.fromfile(folder / "out/tokens.bin", dtype="<u4")
    assert len(tokens) == 40 * 14
    assert (tokens[13::14] == 0).all()


def test_older_names_of_parameters_become_the_models_own(folder):
    """Published files of GPT-2 leave out the first part of each name."""
    model = saved_model(folder / "old", GPT2)
    from safetensors.torch import save_file

    named = {name.removeprefix("transformer."): values.detach() for name, values in model.named_parameters()}
    save_file(named, folder / "old/model.safetensors", {"format": "pt"})
    assert fetched("--model", "old") == 0
    assert make_workload(description(folder), assets=str(folder / "out")).initial_weights(None)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--model", "./none"), "./none is not a folder"),
        (("--config", "none.json"), "none.json cannot be read"),
        (("--config", "data.txt"), "data.txt is not JSON"),
        (("--model", "model", "--data", "none.txt"), "none.txt is no file"),
        (("--model", "model", "--data", "config.json"), "neither .txt nor .parquet"),
        (("--model", "model", "--data", "data.parquet"), "name one with --column"),
        (("--model", "model", "--data", "data.parquet", "--column", "txt"), "text, number: there is none called txt"),
        (("--model", "model", "--data", "data.parquet", "--column", "number"), "holds int64"),
        (("--model", "model", "--data", "short.txt"), "3 tokens, less than one sequence of 16"),
        (("--model", "model", "--data", "broken.txt"), "not UTF-8"),
        (("--model", "model", "--data", "data.txt", "--tokenizer", "."), "no tokenizer that can be used"),
        (("--model", "model", "--batch", "0"), "'batch' cannot be 0"),
        (("--model", "model", "--into", "data.txt"), "data.txt cannot be made"),
        (("--config", "remote.json"), "config.auto_map"),
        (("--model", "bare"), "no weights as safetensors"),
        (("--model", "other"), "the weights in other"),
        (("--config", "small.json", "--data", "data.txt", "--tokenizer", "bytes"), "beyond the model's 64"),
    ],
    ids=str,
)
def test_what_is_wrong_is_one_line(folder, capsys, options, words):
    (folder / "short.txt").write_text("the cat")
    (folder / "broken.txt").write_bytes(b"\xff" * 100)
    (folder / "remote.json").write_text(json.dumps({**QWEN2, "auto_map": {"AutoConfig": "evil.Config"}}))
    (folder / "small.json").write_text(json.dumps({**QWEN2, "vocab_size": 64}))
    for name, config in (("bare", QWEN2), ("other", {**QWEN2, "num_hidden_layers": 3})):
        (folder / name).mkdir()
        (folder / name / "config.json").write_text(json.dumps(config))
    os.link(folder / "model/model.safetensors", folder / "other/model.safetensors")
    assert fetched(*options) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[-1].startswith("fetch: ") and words in told[-1]
    assert not (folder / "out/workload.json").exists()


def test_without_a_network_it_says_so_and_keeps_the_token_to_itself(folder):
    secret = "hf_" + "s" * 34
    environment = {**os.environ, "HF_TOKEN": secret, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(folder)}
    options = ["--model", "none/such-model", "--into", str(folder / "out")]
    command = [sys.executable, "-I", "-B", str(HARNESS), "fetch", *options]
    outcome = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert outcome.returncode == 2
    assert "no network to the hub" in outcome.stderr.splitlines()[-1]
    assert secret not in outcome.stderr + outcome.stdout


@pytest.mark.parametrize(
    ("name", "words"), [("GatedRepoError", "HF_TOKEN"), ("RepositoryNotFoundError", "is private: then HF_TOKEN")]
)
def test_a_model_that_may_not_be_read_names_the_token(name, words):
    from huggingface_hub import errors
    from requests import Response

    from fetch.failure import FetchError, explained

    with pytest.raises(FetchError, match=words), explained("some/model"):
        raise getattr(errors, name)("refused", response=Response())


def test_too_little_disk_is_a_sentence_with_both_figures(tmp_path):
    from fetch.failure import FetchError
    from fetch.hub import require_disk

    with pytest.raises(FetchError, match=r"some/model needs 1048576.0 GiB of disk in .*, and .* GiB are free"):
        require_disk(tmp_path / "not/yet/there", 1 << 50, "some/model")
