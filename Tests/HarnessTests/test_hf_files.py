"""Files in the assets folder: tokens and weights, and all that can be wrong with them."""

import numpy
import pytest
import torch
from safetensors.torch import save_file

import seeds
from hf_models import HF_SMALL, QWEN2, sha256
from workloads import WorkloadError, make_workload

SEED = bytes(range(32))
COUNT = 1000


@pytest.fixture
def folder(tmp_path):
    """An assets folder with the numbers 0 to 250, over and over, and weights drawn by the workload itself."""
    (numpy.arange(COUNT) % 251).astype("<u4").tofile(tmp_path / "tokens.bin")
    workload = make_workload(HF_SMALL)
    drawn = workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS))
    names = [slot.name for slot in workload.layout.slots]
    save_file({name: torch.tensor(array) for name, array in zip(names, drawn, strict=True)}, tmp_path / "w.safetensors")
    return tmp_path


def tokens_entry(folder, **changes):
    return {"file": "tokens.bin", "sha256": sha256(folder / "tokens.bin"), "count": COUNT, **changes}


def weights_entry(folder, **changes):
    return {"file": "w.safetensors", "sha256": sha256(folder / "w.safetensors"), **changes}


def taken_up(folder, **changes):
    return make_workload({**HF_SMALL, **changes}, assets=str(folder))


def test_batches_are_windows_of_the_file(folder):
    workload = taken_up(folder, tokens=tokens_entry(folder))
    batches = workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 5)
    assert batches.shape == (5, 4, 32) and batches.dtype == numpy.int64
    assert set(numpy.diff(batches, axis=2).flat) <= {1, -250}
    assert len({int(row[0]) for row in batches.reshape(-1, 32)}) > 10
    again = workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 5)
    numpy.testing.assert_array_equal(batches, again)


def test_a_file_of_exactly_one_sequence_is_enough(folder):
    numpy.arange(32).astype("<u4").tofile(folder / "tokens.bin")
    workload = taken_up(folder, tokens=tokens_entry(folder, count=32))
    batches = workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 2)
    assert (batches == numpy.arange(32)).all()


@pytest.mark.parametrize("precision", ["fp32", "bf16-params"])
def test_initial_weights_are_those_of_the_file_in_the_dtype_of_the_class(folder, precision):
    workload = taken_up(folder, weights=weights_entry(folder), precision=precision)
    drawn = make_workload({**HF_SMALL, "precision": precision}).initial_weights(
        seeds.make_generator(SEED, seeds.WEIGHTS)
    )
    for found, expected in zip(workload.initial_weights(None), drawn, strict=True):
        assert found.dtype == numpy.float32
        numpy.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"file": "none.bin"}, "has no file none.bin"),
        ({"sha256": "0" * 64}, "has the SHA-256"),
        ({"count": COUNT - 1}, "4000 bytes"),
        ({"count": 31}, "less than one sequence of 32"),
    ],
    ids=str,
)
def test_refuses_tokens(folder, changes, words):
    with pytest.raises(WorkloadError, match=words):
        taken_up(folder, tokens=tokens_entry(folder, **changes))


def test_refuses_a_token_beyond_the_vocabulary(folder):
    numpy.full(COUNT, 256).astype("<u4").tofile(folder / "tokens.bin")
    with pytest.raises(WorkloadError, match="token 256, beyond a vocabulary of 256"):
        taken_up(folder, tokens=tokens_entry(folder))


def test_refuses_weights_of_another_hash(folder):
    with pytest.raises(WorkloadError, match="has the SHA-256"):
        taken_up(folder, weights=weights_entry(folder, sha256="0" * 64))


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({**QWEN2, "num_hidden_layers": 3}, "lacks the parameter model.layers.2"),
        ({**QWEN2, "num_hidden_layers": 1}, "is no parameter: model.layers.1"),
        ({**QWEN2, "intermediate_size": 128}, r"F32 of shape \(.*\), where"),
        ({**QWEN2, "tie_word_embeddings": False}, "lacks the parameter lm_head.weight"),
    ],
    ids=["lacking", "surplus", "shape", "not tied"],
)
def test_refuses_weights_of_another_model(folder, config, words):
    with pytest.raises(WorkloadError, match=words):
        taken_up(folder, weights=weights_entry(folder), config=config)


def test_refuses_weights_that_are_no_safetensors(folder):
    (folder / "w.safetensors").write_bytes(b"something else")
    with pytest.raises(WorkloadError, match="no safetensors file"):
        taken_up(folder, weights=weights_entry(folder))


def test_a_contestant_needs_no_folder_and_cannot_read_from_one(folder):
    description = {**HF_SMALL, "tokens": tokens_entry(folder), "weights": weights_entry(folder)}
    workload = make_workload(description)
    workload.make_optimizer(workload.make_model())
    for read in (lambda: workload.initial_weights(None), lambda: workload.make_batches(None, 1)):
        with pytest.raises(WorkloadError, match="no assets folder"):
            read()
