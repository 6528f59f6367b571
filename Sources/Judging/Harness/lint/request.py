"""The request, checked before anything of the submission is read."""

import json

from lint.problem import LintError
from lint.rules import Rules

KEYS = frozenset({"verb", "functions", "rules"})
MAX_FUNCTIONS = 50


class Request:
    """What a submission has to define, and the rules for it."""

    def __init__(self, functions: dict[str, int], rules: Rules) -> None:
        self.functions = functions
        self.rules = rules


def decode(frame: bytes) -> Request:
    """Returns the request in a frame. Raises LintError bad_request, naming what is wrong."""
    try:
        given = json.loads(frame)
    except (ValueError, RecursionError) as error:
        raise LintError("bad_request", f"frame is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise LintError("bad_request", "frame is not a JSON object")
    for key in sorted(given.keys() - KEYS):
        raise LintError("bad_request", f"unknown key {key!r}")
    if given.get("verb") != "lint":
        raise LintError("bad_request", f"unknown verb {given.get('verb')!r}")
    rules = given.get("rules")
    if rules is not None and not isinstance(rules, dict):
        raise LintError("bad_request", f"rules cannot be {rules!r}")
    return Request(functions_of(given.get("functions")), Rules(rules))


def functions_of(given: object) -> dict[str, int]:
    """Returns the required functions with their least number of positional parameters, {} for None."""
    if given is None:
        return {}
    if not isinstance(given, dict) or len(given) > MAX_FUNCTIONS:
        raise LintError("bad_request", f"functions cannot be {given!r}")
    for name, count in given.items():
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= 255 or not name.isidentifier():
            raise LintError("bad_request", f"functions cannot have {name!r}: {count!r}")
    return given
