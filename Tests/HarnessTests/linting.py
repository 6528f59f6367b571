"""Lints source given as text: what the tests of the lint share."""

import json
from pathlib import Path

from host import ROOT
from lint.report import examine
from lint.request import Request
from lint.rules import Rules
from lint.source import read_source

RULE_LISTS = Path(__file__).parent / "fixtures/lint"
CONTRACT = {"inner_steps": 5}


def published(name):
    """Returns the rules of a preset as the fixtures have them."""
    return json.loads((RULE_LISTS / f"{name}.json").read_text())


MFU = published("crusade-mfu-2026")
TOURNAMENT = published("templar-tournament-2025")


def lint_file(path, rules=None, functions=None):
    """Returns the reply about a file."""
    with open(path, "rb") as file:
        return examine(read_source([file.fileno()]), Request(functions or {}, Rules(rules)))


def lint(tmp_path, source, rules=None, functions=None):
    """Returns the reply about a source, which is text or bytes."""
    path = tmp_path / "train.py"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return lint_file(path, rules, functions)


def rules_broken(reply):
    """Returns the rules of the findings, each once."""
    return {finding["rule"] for finding in reply["findings"]}


def submissions(*folders):
    """Returns the Python files below folders of the repository, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
