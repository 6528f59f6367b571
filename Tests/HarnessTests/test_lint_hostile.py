"""Sources that are made to break, to stall or to fill up their reader."""

import random
import time

import pytest

from lint.problem import LintError
from linting import CONTRACT, MFU, lint, rules_broken, submissions

MAX_SECONDS = 20.0
"""Most processor seconds for one file on a slow and busy machine; most take a tenth of it."""

BIG = 100_000
"""Bytes of most sources; a few are as long as intake lets them be."""

LONGEST = 500_000
WORD = "__globals__"


def filled(piece, before="", after="", size=BIG):
    """Returns a source of about `size` bytes that repeats a piece."""
    return before + piece * ((size - len(before) - len(after)) // len(piece)) + after


def numbered(piece, size=BIG):
    """Returns a source of about `size` bytes of pieces with a number each."""
    return "".join(piece.replace("#", f"{index}") for index in range(size // (len(piece) + 4)))


LONG = "a" * 200_000
SOURCES = {
    "statements": filled("a\n", size=LONGEST),
    "names": filled("a,", "x = (", ")"),
    "texts": filled("'__glo','bals__',", "x = [", "]"),
    "joined": filled("'__glo','bals__',", "x = ''.join([", "])"),
    "attributes": filled(".a", "x", "", 5000),
    "attributes of items": filled("a" + ".b[0]" * 900 + "\n"),
    "attribute chains": filled("a" + ".b" * 190 + "\n"),
    "calls": filled("()", "x", "", 20_000),
    "subscripts": filled("[0]", "x", "", 2500),
    "sum of 800": "x = " + "+".join(["'ab'"] * 800),
    "sum of 3000": "x = " + "+".join(["'ab'"] * 3000),
    "sums": filled("x = " + "+".join(["'abc'"] * 900) + "\n"),
    "sums of a name": "a = '" + "x" * 4000 + "'\n" + filled("b = a+a+a\n", size=60_000),
    "brackets": filled("[", "x = ", "", 10_000),
    "closed brackets": "x = " + "(" * 190 + ")" * 190,
    "unary": filled("-", "x = ", "1", 100_000),
    "nots": filled("not ", "x = ", "1", 100_000),
    "lambdas": filled("lambda:", "x = ", "1", 100_000),
    "comprehensions": "x = " + "[" * 90 + "1" + " for a in b]" * 90,
    "ifs": filled("1 if a else ", "x = ", "1", 30_000),
    "walruses": "(a:=" * 90 + "torch" + ")" * 90,
    "elifs": "if a:\n  pass\n" + "elif b:\n  pass\n" * 20_000,
    "blocks": "".join(" " * depth + "if a:\n" for depth in range(99)) + " " * 99 + "pass",
    "functions": "".join(" " * depth + "def f(a):\n" for depth in range(99)) + " " * 99 + "pass",
    "braces": filled("{1:", "x = ", "", 600),
    "nested calls": filled("f(", "x = ", "", 600),
    "a giant format": "x = '%900000000s' % 'a'\ny = '{:900000000}'.format('a')\nz = '%*d' % (900000000, 1)",
    "formats": filled("x='%99s'%'a'\n"),
    "formats of formats": "x = 'a'" + " % 1" * 900 + "\n" + filled("x='%s'%'ab'%1%1%1%1%1\n"),
    "long formats": filled("x = '" + "%99s" * 1000 + "' % 'a'\n"),
    "products": "x = 'a' * 999999999\ny = 'a'" + " * 4096" * 500,
    "giant power": "x = 9 ** 9 ** 9\ny = 1 << 99999999999",
    "giant number": "x = 0x" + "f" * 400_000,
    "long decimal": "x = " + "1" * 400_000,
    "slices": "a = '" + "x" * 4000 + "'\n" + filled("a[::-1]\n", size=60_000),
    "replaced": "a = '" + "x" * 4000 + "'\n" + filled("a.replace('x','')\n", size=60_000),
    "aliases": "import torch as a0\n" + "".join(f"a{i + 1} = a{i}\n" for i in range(5000)),
    "aliases backwards": "".join(f"a{i} = a{i + 1}\n" for i in range(5000)) + "import torch as a5000",
    "growing alias": "import torch as a\n" + filled("a = a.b\n"),
    "many imports of a name": numbered("import m# as a\n") + filled("a.b\n"),
    "many attributes": "import torch as a\n" + numbered("a.b#\n"),
    "long names": f"import {LONG} as a\n" + numbered("a.b#\n"),
    "long imports": "import a" + ".b" * 240_000,
    "spaced imports": filled(" . \\\n b", "import a", ""),
    "imports": filled("import a" + ".b" * 190 + "\n"),
    "texts side by side": filled("'a' ", "x = ", ""),
    "bytes side by side": filled("b'a' ", "x = ", ""),
    "formatted side by side": filled("f'{a}' ", "x = ", ""),
    "dots": filled(".", "# ", "\n"),
    "globals": "def f():\n" + numbered("    global a#\n"),
    "parameters": "def f(" + numbered("a#,") + "): pass",
    "decorators": filled("@eval\n", "", "def f(): pass"),
    "findings": filled("eval(open)\n", size=LONGEST),
    "findings in a line": filled("eval;"),
    "found texts": filled(f"'{WORD}',", "x = [", "]"),
    "found long names": f"import os.{LONG}\nimport os.é{LONG}",
    "nested texts": "x = " + "f'{" * 1 + 'f"{a}"' + "}'",
    "text in text": "x = " + "f'''{" + 'f"""{' + "f'{" + 'f"{a}"' + "}'" + '}"""' + "}'''",
    "dedents": "".join(" " * (i % 90) + "if a:\n" + " " * (i % 90 + 1) + "pass\n" for i in range(2000)),
    "continuation": filled("\\\n", "x = ", "1"),
    "form feeds": filled("\f\n"),
    "carriage returns": filled("a=1\r"),
    "patterns": "match x:\n" + filled("    case {'a': [b, *c]}: pass\n"),
    "stars": filled("*a,", "x = ", ""),
    "surrogates": "x = '\\ud800' + '\\udfff'\ny = '%s' % '\\ud800'",
    "warnings": filled("x = '\\d' is '\\w'\n", size=50_000),
}


@pytest.mark.parametrize("name", SOURCES)
def test_a_hostile_source_is_answered_in_bounded_time(tmp_path, name):
    start = time.process_time()
    try:
        reply = lint(tmp_path, SOURCES[name], MFU, CONTRACT)
    except LintError as error:
        assert error.code in ("too_complex", "syntax_error")
    else:
        assert len(reply["findings"]) <= 100
        assert reply["findings"] == sorted(reply["findings"], key=lambda finding: (finding["line"], finding["column"]))
    assert time.process_time() - start < MAX_SECONDS


PLAIN_ENOUGH = [
    "joined",
    "sum of 800",
    "sums",
    "closed brackets",
    "blocks",
    "a giant format",
    "products",
    "giant power",
]


@pytest.mark.parametrize("name", PLAIN_ENOUGH)
def test_a_source_that_python_takes_is_looked_at(tmp_path, name):
    assert lint(tmp_path, SOURCES[name] + "\nimport os", {"forbidden_modules": ["os"]})["findings"] != []


def test_what_is_too_deep_or_too_long_is_told_from_what_is_wrong(tmp_path):
    expected = {
        "statements": "too_complex",
        "unary": "too_complex",
        "sum of 3000": "too_complex",
        "comprehensions": "too_complex",
        "long imports": "too_complex",
        "spaced imports": "too_complex",
        "brackets": "syntax_error",
        "long decimal": "syntax_error",
    }
    found = {}
    for name in expected:
        with pytest.raises(LintError) as caught:
            lint(tmp_path, SOURCES[name])
        found[name] = caught.value.code
    assert found == expected


NOT_TEXT = {
    "latin-1": "x = 'é'".encode("latin-1"),
    "utf-16": "x = 1".encode("utf-16"),
    "zero byte": b"x = 1\0",
    "declared latin-1": b"# -*- coding: latin-1 -*-\nx = 1",
    "declared in the second line": b"#!/usr/bin/python\n# vim: set fileencoding=utf-7 :\nx = 1",
    "declared after a blank line": b" \f\r\n# coding=cp1252\nx = 1",
    "declared after a byte order mark": b"\xef\xbb\xbf# coding: utf-16\nx = 1",
    "half a character": b"x = '\xe2\x82'",
}
TEXT = {
    "byte order mark": b"\xef\xbb\xbfimport os",
    "declared utf-8": b"# -*- coding: UTF-8 -*-\nimport os",
    "declared for emacs": b"# -*- coding: utf-8-unix -*-\nimport os",
    "declared in the third line": b"#\n#\n# coding: latin-1\nimport os",
    "declared after a statement": b"import os\n# coding: latin-1\n",
    "form feed": b"\fimport os\f\n",
    "old line ends": b"x = 1\rimport os\r",
    "empty": b"",
}


@pytest.mark.parametrize("name", NOT_TEXT)
def test_what_is_no_utf8_text_is_told(tmp_path, name):
    with pytest.raises(LintError) as caught:
        lint(tmp_path, NOT_TEXT[name])
    assert caught.value.code == "not_text"


@pytest.mark.parametrize("name", TEXT)
def test_unusual_text_is_read(tmp_path, name):
    expected = set() if name == "empty" else {"forbidden_module"}
    assert rules_broken(lint(tmp_path, TEXT[name], {"forbidden_modules": ["os"]})) == expected


def test_a_syntax_error_names_its_line(tmp_path):
    with pytest.raises(LintError, match=r"\(line 3\)") as caught:
        lint(tmp_path, "a = 1\nb = 2\nc = = 3\n")
    assert caught.value.code == "syntax_error"


def test_a_file_that_is_too_long_is_not_parsed(tmp_path):
    with pytest.raises(LintError, match="longer than 1000000 bytes"):
        lint(tmp_path, b"#" * 1_000_001)
    assert lint(tmp_path, b"#" * 1_000_000)["nodes"] == 1


def test_random_bytes_and_random_damage_never_crash(tmp_path):
    draw = random.Random(20260101)
    corpus = [path.read_bytes() for path in submissions("redteam/honest")]
    answered = 0
    for attempt in range(600):
        if attempt % 4 == 0:
            data = draw.randbytes(draw.randrange(200))
        else:
            data = bytearray(draw.choice(corpus))
            for _ in range(draw.randrange(1, 4)):
                at, other = draw.randrange(len(data)), draw.choice(corpus)
                start = draw.randrange(len(other))
                data[at : at + draw.randrange(8)] = other[start : start + draw.randrange(12)]
        try:
            lint(tmp_path, bytes(data), MFU, CONTRACT)
            answered += 1
        except LintError as error:
            assert error.code in ("not_text", "syntax_error", "too_complex")
    assert answered > 20
