"""What the checks found, cut to what a person reads and a frame holds."""

import ast

from text import one_line

MAX_FINDINGS = 100
"""Most findings in a reply."""

MAX_COLLECTED = 10_000
"""Most findings that are kept before they are sorted."""

MAX_SUBJECT_BYTES = 48
"""Longest piece of the submission or of a rule that a reason quotes."""


class Findings:
    """Collects findings in any order; each place is named once for each rule and reason."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: set[tuple[int, int, str, str]] = set()
        self.is_truncated = False

    @property
    def is_full(self) -> bool:
        """Tells whether no more findings are kept."""
        return len(self.places) >= MAX_COLLECTED

    def add(self, node: ast.AST, rule: str, reason: str, subject: str = "") -> None:
        """Notes a finding at a node; `{}` in the reason stands for the subject."""
        if self.is_full:
            self.is_truncated = True
            return
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        self.places.add((line, column, rule, reason.replace("{}", quoted(subject))))

    def report(self) -> list[dict[str, object]]:
        """Returns the first findings by line. Lines count from 1, columns from 0 and in characters."""
        ordered = sorted(self.places)
        self.is_truncated = self.is_truncated or len(ordered) > MAX_FINDINGS
        lines = source_lines(self.text) if ordered else []
        return [
            {"line": line, "column": column_of(lines, line, offset), "rule": rule, "reason": reason}
            for line, offset, rule, reason in ordered[:MAX_FINDINGS]
        ]


def quoted(subject: str) -> str:
    """Returns a short piece of foreign text on one line."""
    return one_line(subject.encode("utf-8", "replace").decode(), MAX_SUBJECT_BYTES)


def source_lines(text: str) -> list[str]:
    """Returns the lines as Python counts them; a form feed ends none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def column_of(lines: list[str], line: int, offset: int) -> int:
    """Returns the column in characters of an offset in UTF-8 bytes."""
    if not 1 <= line <= len(lines):
        return offset
    return len(lines[line - 1].encode("utf-8", "replace")[:offset].decode("utf-8", "ignore"))
