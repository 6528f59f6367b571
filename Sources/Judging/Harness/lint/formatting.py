"""Formats constants by `%` and `str.format` where the result is known to be short beforehand."""

import re

MAX_FORMAT = 4096
"""Longest format, in characters."""

MAX_RESULT = 4096
"""Longest result, in characters."""

PERCENT = re.compile(r"%(?:\(\w*\))?[-+ #0]*(\d{0,3})(?:\.(\d{0,3}))?[sdrcaxXi%]")
BRACES = re.compile(r"\{\{|\}\}|\{\w*(?:![sra])?(?::(?:.?[<>^])?(\d{0,3})[sdxXc]?)?\}")


def formatted(pattern: str | bytes, values: object, named: dict[str, object] | None) -> str | bytes | None:
    """Returns the formatted text; None when it is not clear beforehand that it is short, or when Python refuses.

    `named` has the keyword arguments of `str.format`, and is None for `%`.
    """
    if len(pattern) > MAX_FORMAT:
        return None
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    if not is_bounded(text, PERCENT if named is None else BRACES, "%" if named is None else "{}", values, named):
        return None
    try:
        return pattern % values if named is None else pattern.format(*values, **named)
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return None


def is_bounded(text: str, fields: re.Pattern, marks: str, values: object, named: dict[str, object] | None) -> bool:
    """Tells whether all fields are of the plain kind and the result has at most MAX_RESULT characters."""
    found = list(fields.finditer(text))
    if any(mark in fields.sub("", text) for mark in marks):
        return False
    given = [*(values if isinstance(values, tuple) else (values,)), *(named or {}).values()]
    longest = max((8 + 4 * len(value) if isinstance(value, (str, bytes)) else 24 for value in given), default=0)
    width = max((int(number) for field in found for number in field.groups() if number), default=0)
    return len(text) + len(found) * max(longest, width) <= MAX_RESULT * 4
