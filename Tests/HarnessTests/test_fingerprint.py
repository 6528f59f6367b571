"""Fingerprints: what a copy shares with its original, and what tells two submissions apart."""

import pytest

from disguise import padded, renamed, reordered, retuned
from linting import CONTRACT, MFU, lint, lint_file, submissions

HONEST = submissions("redteam/honest")


def prints(tmp_path, source, rules=None):
    """Returns the fingerprints of a source."""
    return lint(tmp_path, source, rules, CONTRACT)["fingerprints"]


def every_disguise(source, seed):
    """Returns the source with everything changed that a copy can change at no cost."""
    return padded(retuned(reordered(renamed(source, seed), seed), seed), seed)


@pytest.mark.parametrize(
    "change", [renamed, padded, reordered, retuned, every_disguise], ids=lambda item: item.__name__
)
@pytest.mark.parametrize("path", HONEST[::3], ids=lambda path: path.name)
def test_a_disguised_copy_has_the_structure_of_its_original(tmp_path, path, change):
    source = path.read_text()
    original = prints(tmp_path, source)
    for seed in (1, 2):
        copy = change(source, seed)
        assert copy != source
        assert prints(tmp_path, copy)["structure"] == original["structure"]
        assert prints(tmp_path, copy)["exact"] != original["exact"]


def test_layout_comments_docstrings_and_annotations_do_not_change_the_normalised_fingerprint(tmp_path):
    plain = "import torch\ndef f(a, b=1):\n    c: int\n    d = a + b\n    return d\n"
    dressed = (
        '"""Text."""\nimport torch # x\n\n'
        'def f(a: int, b: "B" = 1,) -> int:\n  "doc"\n  d: int = (a +\n b)\n  return d\n'
    )
    assert prints(tmp_path, plain)["normalised"] == prints(tmp_path, dressed)["normalised"]


@pytest.mark.parametrize("idle", ["pass", "0", "'text'", "...", "None"])
def test_statements_that_do_nothing_change_nothing(tmp_path, idle):
    first = prints(tmp_path, "def f():\n    g()\n")
    second = prints(tmp_path, f"{idle}\ndef f():\n    {idle}\n    g()\n")
    assert first["normalised"] == second["normalised"]
    assert first["structure"] == second["structure"]


CHANGES = {
    "another name": ("def f(a):\n    return a", "def f(b):\n    return b"),
    "another number": ("x = 1", "x = 2"),
    "another type of number": ("x = 1", "x = 1.0"),
    "another text": ("f('a')", "f('b')"),
    "order of functions": ("def f():\n    pass\ndef g():\n    h()", "def g():\n    h()\ndef f():\n    pass"),
    "order of imports": ("import a, b\na.x(b.y)", "import b\nimport a\na.x(b.y)"),
    "way of importing": ("import a.b as c\nc.d()", "from a import b\nb.d()"),
    "unused import": ("a()", "import b\na()"),
    "name of a method": ("class A:\n def f(s): pass\n def g(s): s.f()", "class A:\n def h(s): pass\n def g(s): s.h()"),
    "name of a field": ("class A:\n def f(s): s.x = s.y(s.x)", "class A:\n def f(s): s.z = s.y(s.z)"),
    "name of a parameter in a call": ("def f(a): pass\nf(a=1)", "def f(b): pass\nf(b=1)"),
    "name of a global": ("x = g()\ndef f():\n global x\n x = 2", "y = g()\ndef f():\n global y\n y = 2"),
    "name of a caught error": ("try: f()\nexcept E as a: g(a)", "try: f()\nexcept E as b: g(b)"),
    "name in a pattern": ("match f():\n case [a, *b]: g(a)", "match f():\n case [c, *d]: g(c)"),
    "name in a comprehension": ("[a for a in f()]", "[b for b in f()]"),
    "main block": ("f()", "f()\nif __name__ == '__main__':\n    g()"),
    "declared names": (
        "def f():\n a = 1\n def g():\n  nonlocal a\n  a = 2",
        "def f():\n b = 1\n def g():\n  nonlocal b\n  b = 2",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_copy_changes_at_no_cost_is_not_structure(tmp_path, name):
    first, second = (prints(tmp_path, source) for source in CHANGES[name])
    assert first["structure"] == second["structure"]
    assert first["normalised"] != second["normalised"]


DIFFERENT = {
    "another function called": ("def f(x):\n    return x.sum()", "def f(x):\n    return x.mean()"),
    "another operator": ("def f(a, b):\n    return a + b", "def f(a, b):\n    return a * b"),
    "other arguments": ("def f(a, b):\n    return a - b", "def f(a, b):\n    return b - a"),
    "another import": ("import torch\ntorch.relu(x)", "import torch\ntorch.gelu(x)"),
    "another library": ("import torch as t\nt.f()", "import jax as t\nt.f()"),
    "another switch": ("f(set_to_none=True)", "f(set_to_none=False)"),
    "another keyword": ("f(fused=True)", "f(foreach=True)"),
    "another key": ("x['fused'] = 1", "x['foreach'] = 1"),
    "order of statements": ("def f():\n    a()\n    b()", "def f():\n    b()\n    a()"),
    "another builtin": ("min(x)", "max(x)"),
    "nesting": ("for a in b:\n    c()\n    d()", "for a in b:\n    c()\nd()"),
    "which function is called": (
        "def f(): a()\ndef g(): b()\ndef inner_steps(): f()",
        "def f(): a()\ndef g(): b()\ndef inner_steps(): g()",
    ),
    "which function is the contract's": (
        "def inner_steps(): a()\ndef g(): b()",
        "def g(): a()\ndef inner_steps(): b()",
    ),
    "another scope": ("x = 1\ndef f():\n    x = 2", "x = 1\ndef f():\n    global x\n    x = 2"),
    "async": ("def f(): pass", "async def f(): pass"),
    "a guard that is none": ("f()", "f()\nif __name__ != '__main__':\n    g()"),
    "a guard that runs": ("__name__ = '__main__'", "__name__ = '__main__'\nif __name__ == '__main__':\n    g()"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_a_file_does_is_structure(tmp_path, name):
    first, second = (prints(tmp_path, source) for source in DIFFERENT[name])
    assert first["structure"] != second["structure"]
    assert first["normalised"] != second["normalised"]


def test_honest_submissions_are_told_apart_but_for_their_numbers(tmp_path):
    alike = {}
    for path in HONEST:
        alike.setdefault(lint_file(path, {}, CONTRACT)["fingerprints"]["structure"], []).append(path.stem)
    groups = sorted(names for names in alike.values() if len(names) > 1)
    assert groups == [
        ["autocast_float32", "bf16_params_loss_in_own_dtype", "whole_batch_late_item"],
        ["micro_batch_1", "micro_batch_2", "micro_batch_4"],
    ]


@pytest.mark.parametrize("path", HONEST[::10], ids=lambda path: path.name)
def test_the_rules_do_not_change_the_fingerprints(path):
    assert lint_file(path, {}, CONTRACT)["fingerprints"] == lint_file(path, MFU, CONTRACT)["fingerprints"]


def test_a_main_block_is_left_out_whatever_the_rules_say(tmp_path):
    source = "import torch\nf(torch)\nif __name__ == '__main__':\n    import os as torch\n    x = f = 1\n"
    scanned, skipped = (prints(tmp_path, source, {"main_guard": guard}) for guard in ("scan", "skip"))
    assert scanned == skipped


def test_fingerprints_stay_what_they_are(tmp_path):
    found = prints(tmp_path, "def inner_steps(a, b):\n    return a + 1\n")
    assert {name: value[:16] for name, value in found.items()} == {
        "exact": "835ee9dc0f1b0987",
        "normalised": "60ab4dd15dafcd48",
        "structure": "47c0c5ff2b3884dd",
    }
