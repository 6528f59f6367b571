"""The contract "tournament-v0" through the real roles: what is given to whom, and which figure gives a cheat away."""

import pytest

from host import NONCE, ROOT
from variants import write_variant

BASELINE = ROOT / "examples/tournament-v0/baseline.py"
DONE = b"D" + NONCE
HONEST_ERROR = 3.6e-5
"""Update error that the preset demo allows in float32."""

CHEAT_ERROR = 0.002
"""Fifty times as much, and less than any of these cheats leads to."""

SPLIT = "    return iter(tokens.split(batch_size))\n"
TRAIN = "    outputs = model(batch[:, :-1])\n"
COUNT = "    return batch.numel()\n"
MODEL = "    return model\n"


def play(run, contestant, folder, *edits):
    """Runs the baseline with some edits and returns (answer to load, answer to GO, verdict)."""
    return run.play(contestant, write_variant(folder, BASELINE, *edits), "tournament-v0")


FIRST = "OPTIMIZERS = {}\n"
COUNTED = f"{FIRST}CALLS = []\n"

CHEATS = {
    "skips a step in the middle": (
        (FIRST, COUNTED),
        (TRAIN, f"    CALLS.append(batch)\n    if len(CALLS) == 5:\n        return batch.numel()\n{TRAIN}"),
    ),
    "skips the last step": (
        (FIRST, COUNTED),
        (TRAIN, f"    CALLS.append(batch)\n    if len(CALLS) == 10:\n        return batch.numel()\n{TRAIN}"),
    ),
    "half the batch": ((TRAIN, f"    whole, batch = batch, batch[:4]\n{TRAIN}"), (COUNT, "    return whole.numel()\n")),
    "trains on the decoy's data": (
        (FIRST, f"{FIRST}DECOY = []\n"),
        (SPLIT, "    DECOY.append(tokens.split(batch_size))\n    return iter(DECOY[0] * 5)\n"),
    ),
    "trains the decoy's weights": (
        (MODEL, f"    OPTIMIZERS['kept'] = [values.detach().clone() for values in model.parameters()]\n{MODEL}"),
        (
            TRAIN,
            "    for values, kept in zip(model.parameters(), OPTIMIZERS.pop('kept', [])):\n"
            f"        values.data.copy_(kept)\n{TRAIN}",
        ),
    ),
    "keeps an optimizer's state from set-up": (
        (
            MODEL,
            "    batch = torch.randint(64, (8, 32), generator=torch.Generator().manual_seed(1))\n"
            f"    for _ in range(5):\n        train_step(model, batch)\n{MODEL}",
        ),
    ),
    "trains on the batches backwards": ((SPLIT, "    return reversed(tokens.split(batch_size))\n"),),
    "deals the rows out to other batches": (
        (SPLIT, "    return iter(tokens.view(batch_size, -1, seq_len).transpose(0, 1))\n"),
    ),
    "trains on every batch twice": (
        (SPLIT, "    return (part for part in tokens.split(batch_size) for _ in range(2))\n"),
    ),
    "forgets the weight decay": (('**figures["arguments"]', "**{**figures[\"arguments\"], 'weight_decay': 0}"),),
}


@pytest.mark.parametrize("edits", CHEATS.values(), ids=CHEATS)
def test_a_cheat_shows_in_the_update(trained_run, contestant, tmp_path, edits):
    loaded, finished, verdict = play(trained_run, contestant, tmp_path, *edits)
    assert (loaded, finished) == (b"R", DONE)
    assert verdict["update_error"] > CHEAT_ERROR


def test_a_frozen_layer_shows_in_its_tensors(trained_run, contestant, tmp_path):
    _, _, verdict = play(
        trained_run, contestant, tmp_path, (MODEL, "    model.blocks[1].requires_grad_(False)\n    return model\n")
    )
    frozen = {tensor["name"] for tensor in verdict["tensors"] if tensor["projection"] == 0}
    assert len(frozen) == 6
    assert all(name.startswith("blocks.1.") for name in frozen)


HONEST = {
    "rows of a batch in another order": ((SPLIT, "    return (part.flip(0) for part in tokens.split(batch_size))\n"),),
    "an endless loader that is no iterator": (
        (SPLIT, "    return Endless(tokens.split(batch_size))\n"),
        (
            "def setup_data",
            "class Endless(list):\n"
            "    def __iter__(self):\n"
            "        while True:\n"
            "            yield from list.__iter__(self)\n\n\n"
            "def setup_data",
        ),
    ),
    "a compiled model": ((MODEL, "    return torch.compile(model, backend='eager')\n"),),
    "an optimizer made at the first step": (
        ('    OPTIMIZERS["adamw"] = torch', '    OPTIMIZERS["adamw"] = lambda: torch'),
        ('OPTIMIZERS["adamw"], batch.to', "the_optimizer(), batch.to"),
        (
            "def train_step",
            "def the_optimizer():\n"
            "    if 'made' not in OPTIMIZERS:\n"
            "        OPTIMIZERS['made'] = OPTIMIZERS['adamw']()\n"
            "    return OPTIMIZERS['made']\n\n\n"
            "def train_step",
        ),
    ),
}


@pytest.mark.parametrize("edits", HONEST.values(), ids=HONEST)
def test_other_honest_ways_are_within_rounding(trained_run, contestant, tmp_path, edits):
    _, _, verdict = play(trained_run, contestant, tmp_path, *edits)
    assert verdict["update_error"] < HONEST_ERROR
    assert verdict["rows"]["worst"] < 1e-3


WHILE_LOADING = {
    "renamed parameter": (
        ((MODEL, "    model.last_norm = model.norm\n    del model.norm\n    return model\n"),),
        "bad_result",
        "the model no longer has norm.weight of shape (32,)",
    ),
    "no model": (
        ((MODEL, "    return None\n"),),
        "bad_result",
        "what setup_model returned is None and no torch.nn.Module",
    ),
    "set-up raises": (((MODEL, "    return model[7]\n"),), "warmup_failed", "(train.py line"),
    "no iterator": (((SPLIT, "    return 7\n"),), "warmup_failed", "'int' object is not iterable"),
    "no batches": (((SPLIT, "    return iter(())\n"),), "bad_result", "ended after 0 of 2 batches"),
    "batches that are lists": (
        ((SPLIT, "    return iter(tokens.tolist())\n"),),
        "bad_result",
        "a batch of setup_data is of type list and no tensor",
    ),
    "shortened sequences": (
        ((SPLIT, "    return iter(tokens[:, :31].split(batch_size))\n"),),
        "bad_result",
        "a batch of setup_data has the shape (8, 31) where (8, 32) is due",
    ),
    "two functions missing": (
        (("def setup_model", "def load_model"), ("def train_step", "def one_step")),
        "missing_function",
        "train.py does not define setup_model, train_step",
    ),
}


@pytest.mark.parametrize(("edits", "code", "words"), WHILE_LOADING.values(), ids=WHILE_LOADING)
def test_what_is_wrong_with_set_up_is_said_before_the_run(trained_run, contestant, tmp_path, edits, code, words):
    loaded, _, _ = play(trained_run, contestant, tmp_path, *edits)
    assert loaded.startswith(b"F" + code.encode() + b"\0")
    assert words in loaded.decode()


WHILE_TRAINING = {
    "too many tokens": (
        ((COUNT, "    return batch.numel() + 1\n"),),
        "what train_step returned is 257 where 256 tokens",
    ),
    "tokens as a tensor": (
        ((COUNT, "    return torch.tensor(batch.numel())\n"),),
        "what train_step returned is of type Tensor and not an int",
    ),
    "tokens as truth": (((COUNT, "    return True\n"),), "what train_step returned is of type bool and not an int"),
    "nothing returned": (((COUNT, ""),), "what train_step returned is None and not an int"),
    "too few batches": (
        ((SPLIT, "    return iter(tokens.split(batch_size)[:9])\n"),),
        "the iterator of setup_data ended after 9 of 10 batches",
    ),
    "renamed while training": (
        ((TRAIN, f"    model.last, model.norm = model.norm, torch.nn.Identity()\n{TRAIN}"),),
        "the model no longer has norm.weight",
    ),
}


@pytest.mark.parametrize(("edits", "words"), WHILE_TRAINING.values(), ids=WHILE_TRAINING)
def test_what_is_wrong_with_a_step_is_a_bad_result(trained_run, contestant, tmp_path, edits, words):
    loaded, finished, _ = play(trained_run, contestant, tmp_path, *edits)
    assert loaded == b"R"
    assert finished.startswith(b"Fbad_result\0")
    assert words in finished.decode()


def test_an_error_in_a_step_is_training_failed(trained_run, contestant, tmp_path):
    _, finished, _ = play(trained_run, contestant, tmp_path, (TRAIN, f"    assert False, 'timed'\n{TRAIN}"))
    assert finished.startswith(b"Ftraining_failed\0AssertionError: timed (train.py line")
