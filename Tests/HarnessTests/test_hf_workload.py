"""The workload "hf-causal-lm": its description, its model, its initial weights and its data."""

import numpy
import pytest
import torch

import seeds
from hf_models import GEMMA, GPT2, HF_SMALL, OPT, QWEN2
from workloads import WorkloadError, make_workload
from workloads.room import available_bytes, require_room
from workloads.training import load_weights, next_token_loss

SEED = bytes(range(32))
FILE = {"file": "a.bin", "sha256": "0" * 64}


def made(config=QWEN2, **changes):
    return make_workload({**HF_SMALL, "config": config, **changes})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"surplus": 1}, "surplus"),
        ({"batch": 0}, "batch"),
        ({"batch": True}, "batch"),
        ({"sequence_length": 1}, "sequence_length"),
        ({"sequence_length": 65}, "sequence_length"),
        ({"beta1": 1.0}, "beta1"),
        ({"learning_rate": "fast"}, "learning_rate"),
        ({"precision": "fp8"}, "precision"),
        ({"device": "tpu"}, "device"),
        ({"config": []}, "config"),
        ({"config": {"vocab_size": 256}}, "config.model_type"),
        ({"config": {"model_type": "none-such"}}, "config"),
        ({"config": {"model_type": "t5"}}, "config.model_type"),
        ({"config": {"model_type": "vit"}}, "config.model_type"),
        ({"config": {**QWEN2, "auto_map": {"AutoConfig": "evil.Config"}}}, "config.auto_map"),
        ({"config": {**QWEN2, "num_attention_heads": 0}}, "config"),
        ({"config": {**QWEN2, "hidden_size": "wide"}}, "config"),
        ({"config": {**QWEN2, "num_hidden_layers": -1}}, "config"),
        ({"weights": "w"}, "weights"),
        ({"weights": {"file": "w"}}, "weights.sha256"),
        ({"weights": {**FILE, "file": "../w"}}, "weights.file"),
        ({"weights": {**FILE, "sha256": "F" * 64}}, "weights.sha256"),
        ({"weights": {**FILE, "count": 3}}, "weights.count"),
        ({"tokens": FILE}, "tokens.count"),
        ({"tokens": {**FILE, "count": 0}}, "tokens.count"),
    ],
    ids=str,
)
def test_refuses_a_description_and_names_the_key(changes, words):
    with pytest.raises(WorkloadError) as problem:
        make_workload({**HF_SMALL, **changes})
    assert words in str(problem.value)


@pytest.mark.parametrize("key", sorted(HF_SMALL.keys() - {"name"}))
def test_refuses_a_description_with_a_key_missing(key):
    with pytest.raises(WorkloadError, match=key):
        make_workload({name: value for name, value in HF_SMALL.items() if name != key})


def test_dropout_is_taken_out():
    workload = made({**GPT2, "attn_pdrop": 0.5, "resid_pdrop": 0.5, "embd_pdrop": 0.5})
    model = workload.make_model()
    assert model.training
    assert {module.p for module in model.modules() if isinstance(module, torch.nn.Dropout)} == {0.0}


def test_a_tied_table_is_one_parameter_and_no_lookup_alone():
    tied, apart = made(), made({**QWEN2, "tie_word_embeddings": False})
    assert [slot.name for slot in apart.layout.slots if slot.name not in {s.name for s in tied.layout.slots}] == [
        "lm_head.weight"
    ]
    assert (tied.embedding_parameter_count, apart.embedding_parameter_count) == (0, 256 * 32)
    assert made(GPT2).embedding_parameter_count == 64 * 32, "the table of positions"
    model = tied.make_model()
    assert model.lm_head.weight is model.model.embed_tokens.weight


@pytest.mark.parametrize("config", [QWEN2, GPT2, OPT, GEMMA], ids=lambda config: config["model_type"])
def test_initial_weights_let_every_graded_parameter_have_a_gradient(config):
    workload = made(config)
    initial = workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS))
    model = workload.make_model()
    load_weights(model, initial)
    batch = torch.from_numpy(workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 1))[0]
    loss = next_token_loss(workload.forward_of(model), batch)
    assert 4 < loss < 9, "about the logarithm of the vocabulary"
    loss.backward()
    for name, parameter in model.named_parameters():
        if name not in workload.ungraded:
            assert parameter.grad.norm() > 1e-3, name


def test_vectors_have_the_values_of_their_class():
    def vectors(config):
        workload = made(config)
        drawn = workload.initial_weights(seeds.make_generator(SEED, seeds.WEIGHTS))
        pairs = zip(workload.layout.slots, drawn, strict=True)
        return {slot.name: set(values.tolist()) for slot, values in pairs if len(slot.shape) == 1}

    assert vectors(QWEN2)["model.norm.weight"] == {1.0}
    assert vectors(QWEN2)["model.layers.0.self_attn.q_proj.bias"] == {0.0}
    assert vectors(GEMMA)["model.norm.weight"] == {0.0}, "this class adds the 1 itself"


def test_biases_on_keys_are_not_graded():
    assert made().ungraded == {f"model.layers.{layer}.self_attn.k_proj.bias" for layer in (0, 1)}
    assert made(GPT2).ungraded == {f"transformer.h.{layer}.attn.c_attn.bias" for layer in (0, 1)}
    assert made(GEMMA).ungraded == frozenset()


def test_shape_and_blocks():
    workload = made(GPT2)
    shape = workload.shape
    assert (shape.vocabulary, shape.width, shape.layers, shape.heads) == (256, 32, 2, 2)
    assert (shape.sequence_length, shape.batch) == (32, 4)
    model = workload.make_model()
    assert workload.blocks(model) == list(model.transformer.h)


def test_a_large_vocabulary_has_batches_at_once():
    workload = made({**QWEN2, "vocab_size": 151936})
    batches = workload.make_batches(seeds.make_generator(SEED, seeds.BATCHES), 2)
    assert batches.shape == (2, 4, 32) and batches.dtype == numpy.int64
    assert workload.touched_rows(batches)["model.embed_tokens.weight"].shape == (151936,)


def test_no_room_is_a_sentence_with_both_figures():
    require_room(1000, 32)
    if available_bytes() is not None:
        with pytest.raises(
            WorkloadError, match=r"1,000,000,000,000 parameters needs .* GiB .* and .* GiB are available"
        ):
            require_room(10**12, 32)
