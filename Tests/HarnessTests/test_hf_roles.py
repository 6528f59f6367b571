"""A model from transformers through the real roles: describe, prepare, reference, load, GO, verify."""

import os
import sys

import pytest
import torch

from hf_models import HF_HONEST, HF_SMALL, QWEN2
from host import NONCE, Role, Run
from workloads import make_workload

DONE = b"D" + NONCE
FIGURES = ("update_error", "first_moment_error", "second_moment_error")


@pytest.fixture(scope="module")
def hf_run():
    run = Run(HF_SMALL)
    yield run
    run.close()


def play(run, contestant, path):
    """Runs a submission to its end and returns the verdict."""
    output = run.new_output()
    assert run.load(contestant, path, output) == b"R"
    assert run.go(contestant) == DONE
    verdict = run.verify(output)
    os.close(output)
    return verdict


def test_describes_the_model(hf_run):
    workload = make_workload(HF_SMALL)
    assert hf_run.description["ok"] is True
    assert hf_run.description["parameters"] == workload.layout.element_count
    assert hf_run.description["embedding_parameters"] == 0, "the table makes the logits as well"
    assert hf_run.description["output_bytes"] == 3 * workload.layout.byte_count


def test_the_loss_falls_in_training(hf_run):
    assert hf_run.reference["loss"] < hf_run.reference["loss_before"] - 0.05


def test_honest_training_is_within_rounding(hf_run, contestant):
    verdict = play(hf_run, contestant, HF_HONEST)
    assert verdict["finite"] is True
    assert max(verdict[figure] for figure in FIGURES) < 1e-4
    assert verdict["rows"]["worst"] < 1e-3
    assert verdict["loss"] == pytest.approx(verdict["reference_loss"], abs=1e-5)


def test_a_skipped_step_shows(hf_run, contestant, tmp_path):
    path = tmp_path / "train.py"
    path.write_text(HF_HONEST.read_text().replace("SKIPPED_STEP = None", "SKIPPED_STEP = 5"))
    assert play(hf_run, contestant, path)["update_error"] > 0.02


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"config": {**QWEN2, "model_type": "none-such"}}, "config"),
        ({"config": {**QWEN2, "auto_map": {"AutoModelForCausalLM": "evil.Model"}}}, "config.auto_map"),
        ({"device": "cuda"}, "the device cuda"),
        ({"config": {**QWEN2, "hidden_size": 65536, "intermediate_size": 1 << 20}}, "GiB"),
    ],
    ids=["unknown model", "code from elsewhere", "no GPU", "no room"],
)
def test_what_cannot_be_done_is_one_sentence(referee, changes, words):
    if "device" in changes and torch.cuda.is_available():
        pytest.skip("this machine has the device")
    reply = referee.ask({"verb": "describe", "workload": {**HF_SMALL, **changes}, "steps": 2, "warmup_steps": 1})
    assert reply["error"] == "bad_request"
    assert words in reply["message"]
    assert "Traceback" not in reply["message"]


def test_a_python_without_transformers_says_how_to_get_it(torch_only_python):
    with Role("referee", python=torch_only_python) as role:
        reply = role.ask({"verb": "describe", "workload": HF_SMALL, "steps": 2, "warmup_steps": 1})
        assert "scripts/setup hf" in reply["message"]


@pytest.fixture
def torch_only_python(tmp_path):
    """The path of a Python that cannot import transformers and finds everything else."""
    (tmp_path / "python").write_text(
        f"#!/bin/bash\nexec {sys.executable} -I -B -c '"
        "import runpy, sys\n"
        'sys.modules["transformers"] = None\n'
        "sys.argv = sys.argv[1:]\n"
        'runpy.run_path(sys.argv[0], run_name="__main__")\n'
        '\' "${@:3}"\n'
    )
    (tmp_path / "python").chmod(0o755)
    return str(tmp_path / "python")
