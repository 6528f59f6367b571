"""Rule forbidden_string: words that may not occur in texts, nor be put together out of constants."""

import ast
from bisect import bisect_right
from itertools import accumulate

from lint.findings import Findings
from lint.folding import Folding, as_text
from lint.reading import Reading
from lint.rules import Rules

SEPARATOR = "\0"


def check_strings(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at all texts but docstrings and other strings that stand alone as a statement."""
    words = [word for word in rules.forbidden_strings if SEPARATOR not in word]
    if not words:
        return
    written = constants(reading)
    texts = [*written, *Folding(reading).texts]
    starts = list(accumulate((len(text) + 1 for text, _ in texts), initial=0))
    everything = SEPARATOR.join(text for text, _ in texts)
    for word in words:
        lines: list[int] = []
        position = everything.find(word)
        while position >= 0 and not findings.is_full:
            index = bisect_right(starts, position) - 1
            node = texts[index][1]
            if index < len(written):
                lines.append(node.lineno)
            if index < len(written) or not is_covered(node, lines):
                findings.add(node, "forbidden_string", "the text {} may not occur", word)
            position = everything.find(word, starts[index + 1])


def is_covered(node: ast.AST, lines: list[int]) -> bool:
    """Tells whether one of the ascending lines lies within a node that is put together out of what stands there."""
    after = bisect_right(lines, node.end_lineno or node.lineno)
    return after > 0 and lines[after - 1] >= node.lineno


def constants(reading: Reading) -> list[tuple[str, ast.AST]]:
    """Returns the texts and bytes that are written in the file, without strings that stand alone."""
    alone = {node.value for node, _ in reading.each(ast.Expr)}
    return [
        (as_text(node.value), node)
        for node, _ in reading.each(ast.Constant)
        if isinstance(node.value, (str, bytes)) and node not in alone
    ]
