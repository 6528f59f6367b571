"""The files that "tournament-v0" hands out, and when: in this process, with functions that only look."""

import json
import os
import tempfile
from pathlib import Path

import numpy
import pytest
import torch

from contestant.failure import ContestantError
from contestant.files import InputFile
from contestant.job import Job
from contracts import run_files, tournament_v0
from hf_models import HF_SMALL
from host import SMALL, STEPS, read_file
from workloads import make_workload

WORKLOAD = make_workload(SMALL)
TOKENS = SMALL["batch"] * SMALL["sequence_length"]


class Onlooker:
    """A submission that trains nothing and keeps what it was shown."""

    def __init__(self):
        self.seen = []
        self.functions = {name: getattr(self, name) for name in tournament_v0.TournamentV0.FUNCTIONS}

    def setup_model(self, model_path):
        self.model = torch.load(model_path, weights_only=False)
        self.figures = json.loads(Path(model_path).with_name("optimizer.json").read_text())
        self.decoy_weights = weights_of(self.model)
        return self.model

    def setup_data(self, data_path, batch_size, seq_len):
        tokens = numpy.load(data_path)
        self.seen.append((tokens, batch_size, seq_len))
        return iter(torch.from_numpy(tokens).split(batch_size))

    def train_step(self, model, batch):
        self.seen.append(batch)
        return batch.numel()


def weights_of(model):
    return [parameter.detach().numpy().copy() for parameter in model.parameters()]


def weights_in(file):
    data = read_file(file)
    return [
        numpy.frombuffer(data, "<f4", slot.element_count, slot.offset).reshape(slot.shape)
        for slot in WORKLOAD.layout.slots
    ]


def all_equal(left, right):
    return all(numpy.array_equal(a, b) for a, b in zip(left, right, strict=True))


@pytest.fixture
def onlooker():
    return Onlooker()


@pytest.fixture
def contract(trained_run, onlooker, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = (trained_run.weights, trained_run.warmup_weights, trained_run.warmup_batches)
    job = Job(WORKLOAD, "train.py", *STEPS.values(), *(InputFile(os.dup(file)) for file in files))
    return tournament_v0.TournamentV0(job, onlooker.functions)


def test_set_up_sees_a_decoy_and_leaves_the_runs_weights(trained_run, contract, onlooker, tmp_path):
    contract.warm_up()
    assert all_equal(onlooker.decoy_weights, weights_in(trained_run.warmup_weights))
    assert all_equal(weights_of(onlooker.model), weights_in(trained_run.weights))
    arguments = {"lr": 1e-3, "betas": [0.9, 0.95], "eps": 1e-8, "weight_decay": 0.1}
    assert onlooker.figures == {"class": "AdamW", "arguments": arguments}
    [(tokens, batch_size, seq_len)] = onlooker.seen
    assert (batch_size, seq_len, tokens.dtype) == (8, 32, numpy.int64)
    assert tokens.tobytes() == read_file(trained_run.warmup_batches)
    assert list(tmp_path.glob("run-*")) and not list(tmp_path.glob("decoy-*")), "the decoy is gone"


def test_before_go_there_is_no_token_of_the_run(contract):
    contract.warm_up()
    tokens = numpy.load(contract.data.path)
    assert tokens.shape == (10 * 8, 32)
    assert not tokens.any()


def test_every_step_gets_its_rows_in_order(trained_run, contract, onlooker):
    contract.warm_up()
    contract.train(InputFile(os.dup(trained_run.batches)))
    _, (tokens, batch_size, seq_len), *batches = onlooker.seen
    assert (tokens.shape, batch_size, seq_len) == ((80, 32), 8, 32)
    assert tokens.tobytes() == read_file(trained_run.batches)
    assert torch.equal(torch.cat(batches), torch.from_numpy(tokens))
    assert [batch.numel() for batch in batches] == [TOKENS] * 10


def test_no_room_is_one_sentence(contract, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(run_files.os, "posix_fallocate", refuse)
    with pytest.raises(ContestantError, match="cannot be written to files: OSError") as caught:
        contract.warm_up()
    assert caught.value.code == "warmup_failed"


@pytest.mark.parametrize("precision", ["fp32", "bf16-params"])
def test_a_model_of_transformers_is_a_folder(tmp_path, precision):
    from transformers import AutoModelForCausalLM

    workload = make_workload({**HF_SMALL, "precision": precision})
    model = workload.make_model()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.uniform_(-1, 1)
    folder = Path(run_files.write_model(str(tmp_path), model))
    assert {"config.json", "model.safetensors"} <= {path.name for path in folder.iterdir()}
    found = dict(AutoModelForCausalLM.from_pretrained(folder, dtype="auto").named_parameters())
    assert found.keys() == dict(model.named_parameters()).keys()
    for name, parameter in model.named_parameters():
        assert found[name].dtype == workload.dtype
        assert torch.equal(found[name], parameter)
