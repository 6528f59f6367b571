"""The dishonest submissions that the judge's own tests use, each under its contract."""

import pytest

from host import FIXTURES, NONCE

DONE = b"D" + NONCE


@pytest.mark.parametrize("name", ["skips_step", "stale_optimizer"])
def test_tournament_cheats_miss_the_update(trained_run, contestant, name):
    loaded, finished, verdict = trained_run.play(contestant, FIXTURES / f"tournament_{name}.py", "tournament-v0")
    assert (loaded, finished) == (b"R", DONE)
    assert verdict["update_error"] > 0.02


def test_an_optimizer_of_its_own_leaves_the_weights_right_and_no_moments(trained_run, contestant):
    _, finished, verdict = trained_run.play(contestant, FIXTURES / "mfu_own_optimizer.py", "crusade-mfu")
    assert finished == DONE
    assert verdict["update_error"] < 3.6e-5
    assert verdict["first_moment_error"] == 1.0


def test_inflated_tokens_are_a_bad_result_where_the_contract_says_so(trained_run, contestant):
    loaded, finished, _ = trained_run.play(contestant, FIXTURES / "mfu_inflated_tokens.py", "crusade-mfu")
    assert loaded == b"R"
    assert finished == b"Fbad_result\0total_tokens is 5120 where 2560 tokens were handed out"


def test_inflated_tokens_are_not_even_looked_at_under_another(trained_run, contestant):
    _, finished, verdict = trained_run.play(contestant, FIXTURES / "mfu_inflated_tokens.py", "crusade-tps")
    assert finished == DONE
    assert verdict["update_error"] < 3.6e-5


def test_a_contract_that_is_not_known_is_a_bad_request(trained_run, contestant):
    loaded, _, _ = trained_run.play(contestant, FIXTURES / "honest_small.py", "crusade-xyz")
    assert loaded == b"Fbad_request\0KeyError: 'crusade-xyz'"
