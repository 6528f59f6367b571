"""Loading a submission and finding its parameters, in this process: what each defect is called."""

import os
import sys

import pytest
import torch

from contestant.failure import ContestantError
from contestant.files import named_parameters
from contestant.submission import load_functions, place
from host import SMALL, memory_file
from text import one_line
from workloads import make_workload


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Returns a function that loads a source as train.py."""
    monkeypatch.setitem(sys.modules, "train", None)

    def load_source(source, names=("inner_steps",)):
        path = tmp_path / "train.py"
        path.write_bytes(source)
        return load_functions(str(path), names)

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
        load_functions(str(tmp_path / "train.py"), ["inner_steps"])
    assert caught.value.code == "import_failed"


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_lets_the_submission_end_its_process(load, error):
    with pytest.raises(error):
        load(f"raise {error.__name__}".encode())


def test_names_all_missing_functions(load):
    with pytest.raises(ContestantError) as caught:
        load(b"def setup_data(): pass\ntrain_step = 1", ("setup_model", "setup_data", "train_step"))
    assert caught.value.code == "missing_function"
    assert str(caught.value) == "train.py does not define setup_model, train_step"


def test_finds_the_parameters_of_compiled_modules():
    workload = make_workload(SMALL)
    model = workload.make_model()
    expected = dict(model.named_parameters())
    model.blocks[1] = torch.compile(model.blocks[1], backend="eager")
    found = named_parameters(workload.layout, torch.compile(model, backend="eager"))
    assert found.keys() == expected.keys()
    assert all(found[name] is parameter for name, parameter in expected.items())


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


@pytest.mark.parametrize("content", [b"x = 1\n", b"", b"\xff\xfe"], ids=["text", "empty", "no text"])
def test_the_hosts_file_is_written_where_files_are_looked_for(tmp_path, content):
    path = tmp_path / "train.py"
    descriptor = memory_file(len(content), content)
    os.lseek(descriptor, 1, os.SEEK_SET)
    place(descriptor, str(path))
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o444
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_a_place_that_is_taken_is_a_bad_request(tmp_path):
    path = tmp_path / "train.py"
    path.write_text("x = 1\n")
    with pytest.raises(ContestantError, match="cannot be written") as failure:
        place(memory_file(1, b"y"), str(path))
    assert failure.value.code == "bad_request"
    assert path.read_text() == "x = 1\n"
