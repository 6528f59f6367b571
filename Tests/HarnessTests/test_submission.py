"""Loading a submission and checking a result, in this process: what each defect is called."""

import sys
from types import SimpleNamespace

import pytest
import torch

from contestant.failure import ContestantError
from contestant.files import named_parameters
from contestant.submission import load_function
from contracts import crusade_tps
from host import SMALL
from text import one_line
from workloads import make_workload


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Returns a function that loads a source as train.py."""
    monkeypatch.setitem(sys.modules, "train", None)

    def load_source(source):
        path = tmp_path / "train.py"
        path.write_bytes(source)
        return load_function(str(path), "inner_steps")

    return load_source


DEFECTS = {
    "zero byte": (b"x = 1\0", "syntax_error", "null"),
    "too deep": (b"-" * 200_000 + b"1", "syntax_error", ""),
    "unclosed": (b"\n\nx = (", "syntax_error", "train.py line 3"),
    "not callable": (b"inner_steps = 7", "missing_function", "inner_steps"),
    "deepest own line": (b"def f():\n    return [][1]\n\nf()", "import_failed", "train.py line 2"),
    "text that cannot be made": (
        b"class E(Exception):\n    def __str__(self): raise ValueError\nraise E",
        "import_failed",
        "E: (its text could not be made)",
    ),
}


@pytest.mark.parametrize(("source", "code", "words"), DEFECTS.values(), ids=DEFECTS.keys())
def test_names_the_defect(load, source, code, words):
    with pytest.raises(ContestantError) as caught:
        load(source)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_a_file_that_is_missing_is_an_import_failure(tmp_path):
    with pytest.raises(ContestantError) as caught:
        load_function(str(tmp_path / "train.py"), "inner_steps")
    assert caught.value.code == "import_failed"


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_lets_the_submission_end_its_process(load, error):
    with pytest.raises(error):
        load(f"raise {error.__name__}".encode())


@pytest.mark.parametrize(
    "changes", [{"final_logits": torch.ones(2, 2)}, {"final_logits": [[[1.0]]]}], ids=["two dimensions", "a list"]
)
def test_refuses_logits(changes):
    result = SimpleNamespace(**{"final_logits": None, "total_tokens": 1, "final_loss": 1.0, **changes})
    with pytest.raises(crusade_tps.ResultError, match="three dimensions"):
        crusade_tps.check_result(result)


@pytest.mark.parametrize("missing", crusade_tps.RESULT_ATTRIBUTES)
def test_refuses_a_result_without(missing):
    values = {"final_logits": torch.ones(1, 1, 1), "total_tokens": 1, "final_loss": 1.0}
    del values[missing]
    with pytest.raises(crusade_tps.ResultError, match=missing):
        crusade_tps.check_result(SimpleNamespace(**values))


def test_refuses_a_model_that_lost_a_parameter():
    workload = make_workload(SMALL)
    model = workload.make_model()
    del model.head
    with pytest.raises(ContestantError, match=r"head\.weight") as caught:
        named_parameters(workload.layout, model)
    assert caught.value.code == "bad_result"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("a\n b\x1b[0m\tc", 99, "a b [0m c"),
        ("\u00e9" * 9, 10, "\u00e9\u00e9\u00e9..."),
        ("ab", 2, "ab"),
        ("\ud800", 9, ""),
    ],
    ids=["control characters", "cut inside a character", "just fits", "lone surrogate"],
)
def test_messages_become_one_line(text, limit, expected):
    assert one_line(text, limit) == expected
