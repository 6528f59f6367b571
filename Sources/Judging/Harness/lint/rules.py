"""What a preset forbids, checked when it arrives so that the checks need not."""

from lint.problem import LintError

MAX_WORDS = 1000
"""Most entries of one list."""

WORD_LISTS = (
    "forbidden_modules",
    "forbidden_names",
    "forbidden_attributes",
    "forbidden_paths",
    "protected_attributes",
    "protected_paths",
    "writable_paths",
    "no_alias",
    "forbidden_strings",
)


class Rules:
    """A preset's rules about source. What is left out allows everything.

    `main_guard` is "scan" or "skip". The lists hold words; in `forbidden_attributes` and `protected_attributes`
    `a.b` means the attribute `b` of anything whose own last name is `a`. `writable_paths` are exceptions below
    `protected_paths`. `largest_bytes_literal` counts bytes. `forbid_keywords` maps a keyword to the value that it must
    not have.
    """

    def __init__(self, given: dict[str, object] | None = None) -> None:
        self.main_guard = "scan"
        for key in WORD_LISTS:
            setattr(self, key, frozenset())
        self.forbid_star_imports = False
        self.largest_bytes_literal: int | None = None
        self.forbid_keywords: dict[str, object] = {}
        for key, value in (given or {}).items():
            setattr(self, key, checked(key, value))


def checked(key: str, value: object) -> object:
    """Returns a rule's value as the checks want it. Raises LintError bad_request, naming the key and the value."""
    if key in WORD_LISTS:
        right = isinstance(value, list) and len(value) <= MAX_WORDS and all(is_word(word) for word in value)
        value = frozenset(value) if right else value
    elif key == "main_guard":
        right = value in ("scan", "skip")
    elif key == "forbid_star_imports":
        right = isinstance(value, bool)
    elif key == "largest_bytes_literal":
        right = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    elif key == "forbid_keywords":
        right = isinstance(value, dict) and not any(isinstance(item, (dict, list)) for item in value.values())
    else:
        raise LintError("bad_request", f"unknown rule {key!r}")
    if not right:
        raise LintError("bad_request", f"rule {key} cannot be {value!r}")
    return value


def is_word(value: object) -> bool:
    """Tells whether a value is text that is not empty."""
    return isinstance(value, str) and value != ""
