"""The contestant as a real process: honest runs, cheats, and each way to fail."""

import pytest

from host import FIXTURES, NONCE, SUBMISSIONS, Role

DONE = b"D" + NONCE
HONEST_ERROR = 1e-4


def play(run, contestant, submission):
    return run.play(contestant, submission)


@pytest.mark.parametrize(
    "path",
    [
        SUBMISSIONS / "baseline.py",
        SUBMISSIONS / "faster.py",
        FIXTURES / "honest_small.py",
        FIXTURES / "truncates_output.py",
    ],
    ids=lambda path: path.stem,
)
def test_honest_training_is_within_rounding(trained_run, contestant, path):
    _, _, verdict = play(trained_run, contestant, path)
    assert verdict["update_error"] < HONEST_ERROR
    assert verdict["projection"] == pytest.approx(1, abs=HONEST_ERROR)
    assert (verdict["first_moment_error"], verdict["second_moment_error"]) < (HONEST_ERROR, HONEST_ERROR)
    assert verdict["rows"]["worst"] < HONEST_ERROR
    for statistic in ("update_error", "first_moment_error", "second_moment_error"):
        assert max(tensor[statistic] for tensor in verdict["tensors"]) < HONEST_ERROR
    assert verdict["loss"] == pytest.approx(verdict["reference_loss"], abs=1e-5)
    assert contestant.process.poll() is None, "after DONE it waits for the host to hang up"
    assert contestant.hang_up() == 0


@pytest.mark.parametrize(
    ("path", "least_error"),
    [
        (SUBMISSIONS / "step-skipper.py", 0.02),
        (SUBMISSIONS / "answer-seeker.py", 0.9),
        (FIXTURES / "nothing_trained.py", 1.0),
    ],
    ids=lambda value: getattr(value, "stem", ""),
)
def test_less_than_the_whole_training_shows(trained_run, contestant, path, least_error):
    _, _, verdict = play(trained_run, contestant, path)
    assert verdict["update_error"] >= least_error


def test_nan_weights_are_not_finite(trained_run, contestant):
    _, _, verdict = play(trained_run, contestant, FIXTURES / "nan_weights.py")
    assert verdict["finite"] is False


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("syntax_error", "syntax_error", "train.py line"),
        ("missing_function", "missing_function", "inner_steps"),
        ("import_raises", "import_failed", "RuntimeError: this file cannot be imported (train.py line 3)"),
        ("bad_result", "bad_result", "NoneType without final_logits"),
    ],
    ids=["syntax_error", "missing_function", "import_raises", "bad_result"],
)
def test_fixtures_fail_while_loading(trained_run, contestant, name, code, words):
    loaded, _, _ = play(trained_run, contestant, FIXTURES / f"{name}.py")
    assert loaded.startswith(b"F" + code.encode() + b"\0")
    assert words in loaded.split(b"\0", 1)[1].decode()
    assert contestant.hang_up() == 1


def changed_fixture(folder, old, new):
    """Returns the path of the small honest fixture with one piece of its text exchanged."""
    honest = (FIXTURES / "honest_small.py").read_text()
    assert honest.count(old) == 1
    path = folder / "train.py"
    path.write_text(honest.replace(old, new))
    return path


def test_an_optimizer_of_its_own_leaves_no_moments(trained_run, contestant, tmp_path):
    options = "{key: optimizer.defaults[key] for key in ('lr', 'betas', 'eps', 'weight_decay')}"
    own = f"    tokens = 0\n    optimizer = type(optimizer)(model.parameters(), **{options})\n"
    path = changed_fixture(tmp_path, "    tokens = 0\n", own)
    _, _, verdict = play(trained_run, contestant, path)
    assert verdict["update_error"] < HONEST_ERROR
    assert (verdict["first_moment_error"], verdict["second_moment_error"]) == (1.0, pytest.approx(1, abs=1e-6))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("optimizer.state = None", "AttributeError"),
        ("optimizer.state[model.head.weight]['exp_avg_sq'] = 1.0", "exp_avg_sq of head.weight"),
    ],
    ids=["raises", "wrong type"],
)
def test_a_spoilt_optimizer_state_is_a_bad_result(trained_run, contestant, tmp_path, spoil, words):
    path = changed_fixture(tmp_path, "    return ", f"    {spoil}\n    return ")
    loaded, finished, _ = play(trained_run, contestant, path)
    assert loaded == b"R"
    assert finished.startswith(b"Fbad_result\0")
    assert words in finished.decode()


SOURCES = {
    "not_text": (b"\xff\xfe", "byte 0"),
    "warmup_failed": (
        b"def inner_steps(**arguments):\n    1 / 0\n",
        "ZeroDivisionError: division by zero (train.py line 2",
    ),
}


@pytest.mark.parametrize(("code", "source", "words"), [(code, *rest) for code, rest in SOURCES.items()], ids=SOURCES)
def test_sources_fail_while_loading(trained_run, contestant, tmp_path, code, source, words):
    path = tmp_path / "train.py"
    path.write_bytes(source)
    loaded, _, _ = play(trained_run, contestant, path)
    assert loaded.startswith(b"F" + code.encode() + b"\0")
    assert words in loaded.decode()


def test_a_python_without_torch_says_so(trained_run, bare_python):
    with Role("contestant", python=bare_python) as contestant:
        loaded, _, _ = play(trained_run, contestant, FIXTURES / "honest_small.py")
        assert loaded.startswith(b"Ftorch_missing\0")


def test_an_error_in_the_timed_call_is_training_failed(trained_run, contestant, tmp_path):
    path = changed_fixture(tmp_path, "    tokens = 0\n", "    tokens = 0\n    assert num_steps == 2, 'timed'\n")
    loaded, finished, _ = play(trained_run, contestant, path)
    assert loaded == b"R"
    assert finished.startswith(b"Ftraining_failed\0AssertionError: timed (train.py line")


def test_the_module_can_define_dataclasses_with_postponed_annotations(trained_run, contestant, tmp_path):
    path = tmp_path / "train.py"
    path.write_text(
        "from __future__ import annotations\n" + (SUBMISSIONS / "baseline.py").read_text().split('"""', 2)[2]
    )
    assert play(trained_run, contestant, path)[1] == DONE


@pytest.mark.parametrize("name", ["exits_at_import", "exit_zero"])
def test_a_process_that_ends_itself_never_says_done(trained_run, contestant, name):
    loaded, finished, _ = play(trained_run, contestant, FIXTURES / f"{name}.py")
    assert (loaded, finished) in [(b"", None), (b"R", b"")]
    assert contestant.hang_up() == 0


def test_a_frame_without_its_files_is_a_bad_request(trained_run, contestant):
    assert contestant.receive() == b"H"
    contestant.send(b'{"verb":"load"}')
    assert contestant.receive().startswith(b"Fbad_request\0")
