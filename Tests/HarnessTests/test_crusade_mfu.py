"""The contract "crusade-mfu" through the real roles: its published form rules, and what only the referee can tell."""

import pytest

from host import NONCE, ROOT
from variants import write_variant

BASELINE = ROOT / "examples/crusade-mfu/baseline.py"
DONE = b"D" + NONCE
HONEST_ERROR = 3.6e-5
"""Update error that the preset demo allows in float32."""

LOGITS = "final_logits = logits.detach().clone()"
LOSS = "final_loss = loss.item()"
TOKENS = "total_tokens += batch.numel()"
START = "    total_tokens = 0\n"
BATCH = "        batch = next(data_iterator).to(device)\n"


def play(run, contestant, folder, *edits):
    """Runs the baseline with some edits and returns (answer to load, answer to GO, verdict)."""
    return run.play(contestant, write_variant(folder, BASELINE, *edits), "crusade-mfu")


FORM = {
    "logits None": ((LOGITS, "final_logits = None"), "final_logits of inner_steps is None"),
    "logits in two dimensions": ((LOGITS, "final_logits = logits[0]"), "has the shape (31, 64)"),
    "logits of all positions": (
        (LOGITS, "final_logits = F.pad(logits, (0, 0, 0, 1))"),
        "have the shape (8, 32, 64) where (rows, 31, 64) is due",
    ),
    "logits of a part": ((LOGITS, "final_logits = logits[:, :16]"), "have the shape (8, 16, 64) where"),
    "logits of few tokens": ((LOGITS, "final_logits = logits[..., :9]"), "have the shape (8, 31, 9) where"),
    "loss zero": ((LOSS, "final_loss = 0.0"), "final_loss is 0 and must be finite and over 0"),
    "loss below zero": ((LOSS, "final_loss = -1.5"), "final_loss is -1.5 and must"),
    "loss not a number": ((LOSS, "final_loss = float('nan')"), "final_loss is nan and must"),
    "loss infinite": ((LOSS, "final_loss = float('inf')"), "final_loss is inf and must"),
    "loss a tensor": ((LOSS, "final_loss = loss.detach()"), "final_loss is of type Tensor and not a number"),
    "loss a truth": ((LOSS, "final_loss = True"), "final_loss is of type bool and not a number"),
    "tokens inflated": ((TOKENS, "total_tokens += 2 * batch.numel()"), "total_tokens is 1024 where 512 tokens"),
    "tokens predicted": ((TOKENS, "total_tokens += batch[:, 1:].numel()"), "total_tokens is 496 where 512 tokens"),
    "tokens a fraction": ((TOKENS, "total_tokens += float(batch.numel())"), "total_tokens is of type float"),
    "tokens missing": (("    total_tokens: int\n", ""), "TypeError"),
}


@pytest.mark.parametrize(("edit", "words"), FORM.values(), ids=FORM)
def test_a_result_of_another_form_is_refused_in_the_warm_up(trained_run, contestant, tmp_path, edit, words):
    loaded, _, _ = play(trained_run, contestant, tmp_path, edit)
    assert loaded.startswith(b"Fwarmup_failed\0" if words == "TypeError" else b"Fbad_result\0")
    assert words in loaded.decode()


def test_the_timed_result_is_checked_as_well(trained_run, contestant, tmp_path):
    loaded, finished, _ = play(
        trained_run, contestant, tmp_path, (TOKENS, "total_tokens += batch.numel() * (1 + (num_steps == 10))")
    )
    assert loaded == b"R"
    assert finished.startswith(b"Fbad_result\0")
    assert "total_tokens is 5120 where 2560 tokens were handed out" in finished.decode()


def test_any_number_of_rows_of_logits_will_do(trained_run, contestant, tmp_path):
    _, finished, verdict = play(trained_run, contestant, tmp_path, (LOGITS, "final_logits = logits[:1]"))
    assert finished == DONE
    assert verdict["update_error"] < HONEST_ERROR


def test_an_attribute_that_raises_is_a_bad_result(trained_run, contestant, tmp_path):
    source = "class Result:\n    @property\n    def final_logits(self):\n        return 1 / 0\n\n\ndef inner_steps"
    edits = (
        ("def inner_steps", source),
        ("    return InnerStepsResult(final_logits, total_tokens, final_loss)", "    return Result()"),
    )
    loaded, _, _ = play(trained_run, contestant, tmp_path, *edits)
    assert loaded.startswith(b"Fbad_result\0ZeroDivisionError")


def test_an_optimizer_of_its_own_shows_in_the_moments(trained_run, contestant, tmp_path):
    arguments = "{key: optimizer.defaults[key] for key in ('lr', 'betas', 'eps', 'weight_decay')}"
    own = f"    optimizer = torch.optim.AdamW(model.parameters(), **{arguments})\n"
    _, finished, verdict = play(trained_run, contestant, tmp_path, (START, START + own))
    assert finished == DONE
    assert verdict["update_error"] < HONEST_ERROR, "the weights alone are right"
    assert (verdict["first_moment_error"], verdict["second_moment_error"]) == (1.0, pytest.approx(1, abs=1e-6))


def test_a_frozen_layer_shows_in_its_tensors(trained_run, contestant, tmp_path):
    _, _, verdict = play(
        trained_run, contestant, tmp_path, (START, f"    model.blocks[0].requires_grad_(False)\n{START}")
    )
    frozen = {tensor["name"] for tensor in verdict["tensors"] if tensor["projection"] == 0}
    assert len(frozen) == 6
    assert all(name.startswith("blocks.0.") for name in frozen)
    assert all(tensor["first_moment_error"] == 1 for tensor in verdict["tensors"] if tensor["name"] in frozen)


LESS = {
    "truncated sequences": (
        (BATCH, BATCH + "        whole, batch = batch, batch[:, :-2]\n"),
        (LOGITS, "final_logits = F.pad(logits, (0, 0, 0, 2))"),
        (TOKENS, "total_tokens += whole.numel()"),
    ),
    "half the rows": (
        (BATCH, BATCH + "        whole, batch = batch, batch[:4]\n"),
        (TOKENS, "total_tokens += whole.numel()"),
    ),
    "a skipped step": (
        (
            BATCH,
            BATCH + "        if num_steps > 2 and total_tokens == 5 * batch.numel():\n"
            "            total_tokens += batch.numel()\n            continue\n",
        ),
    ),
}


@pytest.mark.parametrize("edits", LESS.values(), ids=LESS)
def test_less_than_the_whole_training_shows_in_update_and_moments(trained_run, contestant, tmp_path, edits):
    loaded, finished, verdict = play(trained_run, contestant, tmp_path, *edits)
    assert (loaded, finished) == (b"R", DONE), "every form rule is kept"
    assert verdict["update_error"] > 0.02
    assert verdict["first_moment_error"] > 0.02
