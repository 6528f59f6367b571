"""The role `lint` as a process: requests, replies, and what it loads."""

import hashlib
import json
import os
import subprocess
import sys
from contextlib import contextmanager

import pytest

from host import HARNESS, Role
from linting import CONTRACT, MFU, ROOT

HONEST = str(ROOT / "redteam/honest/baseline.py")


@pytest.fixture(scope="module")
def role():
    """One process for all tests of this file: no request may leave it unable to serve the next."""
    with lint_role() as process:
        yield process


@contextmanager
def lint_role():
    """A process that has said that it is there."""
    with Role("lint") as process:
        assert json.loads(process.receive()) == {"ok": True}
        yield process


def ask(role, path, rules=None, functions=None):
    """Returns the reply about a file."""
    with open(path, "rb") as file:
        return role.ask({"verb": "lint", "functions": functions, "rules": rules}, [file.fileno()])


def written(tmp_path, source):
    path = tmp_path / "train.py"
    path.write_bytes(source.encode() if isinstance(source, str) else source)
    return path


def test_an_honest_file_is_answered(role):
    reply = ask(role, HONEST, MFU, CONTRACT)
    prints = reply.pop("fingerprints")
    assert reply == {"ok": True, "findings": [], "truncated": False, "nodes": reply["nodes"]}
    assert 50 < reply["nodes"] < 500
    with open(HONEST, "rb") as file:
        assert prints["exact"] == hashlib.sha256(file.read()).hexdigest()
    assert sorted(prints) == ["exact", "normalised", "structure"]
    assert all(len(value) == 64 and set(value) <= set("0123456789abcdef") for value in prints.values())


def test_a_finding_has_its_place_and_a_sentence(role, tmp_path):
    path = written(tmp_path, "x = 1\nif x:\n    é = 'ü'; eval('1')\n")
    reply = ask(role, path, {"forbidden_names": ["eval"]})
    assert reply["findings"] == [
        {"line": 3, "column": 13, "rule": "forbidden_name", "reason": "the name eval may not be used"}
    ]


def test_findings_are_sorted_and_at_most_a_hundred(role, tmp_path):
    path = written(tmp_path, "import os\n" * 99 + "eval(1)\n" + "import os\n" * 99)
    reply = ask(role, path, {"forbidden_names": ["eval"], "forbidden_modules": ["os"]})
    assert reply["truncated"] is True
    assert [finding["line"] for finding in reply["findings"]] == list(range(1, 101))
    assert reply["findings"][99]["rule"] == "forbidden_name"


def test_the_longest_reply_fits_a_frame(role, tmp_path):
    lines = [f"import os.{'é' * 100}{index}" for index in range(200)]
    reply = ask(role, written(tmp_path, "\n".join(lines)), {"forbidden_modules": ["os"]})
    assert reply["ok"] is True
    assert len(reply["findings"]) == 100


FAILURES = {
    "syntax_error": b"x = 1\ny = (",
    "not_text": b"x = '\xff'",
    "too_complex": b"x = " + b"-" * 100_000 + b"1",
}


@pytest.mark.parametrize("code", FAILURES)
def test_a_file_that_cannot_be_looked_at_is_an_answer(role, tmp_path, code):
    reply = ask(role, written(tmp_path, FAILURES[code]))
    assert reply == {"ok": False, "error": code, "message": reply["message"]}
    assert "\n" not in reply["message"] and len(reply["message"]) > 10


BAD_REQUESTS = {
    "unknown verb": {"verb": "train"},
    "unknown key 'submission'": {"submission": "/submission/train.py"},
    "functions cannot be [1]": {"functions": [1]},
    "'inner_steps': '5'": {"functions": {"inner_steps": "5"}},
    "'inner_steps': True": {"functions": {"inner_steps": True}},
    "'a b': 1": {"functions": {"a b": 1}},
    "rules cannot be []": {"rules": []},
    "unknown rule 'forbidden_imports'": {"rules": {"forbidden_imports": []}},
    "forbidden_modules cannot be 'os'": {"rules": {"forbidden_modules": "os"}},
    "forbidden_modules cannot be [1]": {"rules": {"forbidden_modules": [1]}},
    "forbidden_names cannot be ['']": {"rules": {"forbidden_names": [""]}},
    "main_guard cannot be 'ignore'": {"rules": {"main_guard": "ignore"}},
    "main_guard cannot be ['skip']": {"rules": {"main_guard": ["skip"]}},
    "forbid_star_imports cannot be 1": {"rules": {"forbid_star_imports": 1}},
    "largest_bytes_literal cannot be -1": {"rules": {"largest_bytes_literal": -1}},
    "largest_bytes_literal cannot be True": {"rules": {"largest_bytes_literal": True}},
    "forbid_keywords cannot be []": {"rules": {"forbid_keywords": []}},
    "forbid_keywords cannot be {'a': []}": {"rules": {"forbid_keywords": {"a": []}}},
}


@pytest.mark.parametrize("problem", BAD_REQUESTS)
def test_a_bad_request_is_told_what_is_wrong(role, problem):
    reply = role.ask({"verb": "lint", **BAD_REQUESTS[problem]}, [0])
    assert (reply["ok"], reply["error"]) == (False, "bad_request")
    assert problem in reply["message"]


@pytest.mark.parametrize("frame", [b"{", b"[]", b"null", b"\xff", b"[" * 60_000, b'{"verb":"lint"}', b"x" * 65_537])
def test_a_frame_that_is_no_request_is_answered(role, frame):
    role.send(frame)
    reply = json.loads(role.receive())
    assert (reply["ok"], reply["error"]) == (False, "bad_request")


@pytest.mark.parametrize("count", [0, 2, 8, 9])
def test_one_file_has_to_be_attached(role, count):
    read_end, write_end = os.pipe()
    role.send(json.dumps({"verb": "lint"}).encode(), [write_end] * count)
    os.close(write_end)
    reply = json.loads(role.receive())
    assert (reply["ok"], reply["error"]) == (False, "bad_request")
    # Whatever came is closed again.
    assert os.read(read_end, 1) == b""
    os.close(read_end)


def test_a_file_that_cannot_be_read_is_a_bad_request(role, tmp_path):
    folder = os.open(tmp_path, os.O_RDONLY)
    reply = role.ask({"verb": "lint"}, [folder])
    os.close(folder)
    assert (reply["ok"], reply["error"]) == (False, "bad_request")


def test_it_ends_when_the_host_hangs_up():
    with lint_role() as process:
        assert ask(process, HONEST)["ok"] is True
        assert process.hang_up() == 0


def test_nothing_of_the_submission_runs(role, tmp_path):
    path = written(tmp_path, f"open({str(tmp_path / 'mark')!r}, 'w')\nraise SystemExit\n")
    assert ask(role, path)["findings"] == []
    assert not (tmp_path / "mark").exists()


def test_it_starts_without_site_torch_and_what_takes_long_to_load():
    program = f"import sys; sys.path.insert(0, {str(HARNESS)!r}); import lint.service; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-I", "-S", "-B", "-c", program], capture_output=True, check=True)
    modules = set(loaded.stdout.decode().split())
    assert "lint.report" in modules
    assert not modules & {"torch", "numpy", "site", "typing", "dataclasses", "inspect", "socket", "importlib.util"}
