"""Rules star_import, forbidden_keyword and large_literal."""

import ast

from lint.findings import Findings
from lint.reading import Reading
from lint.rules import Rules


def check_literals(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at star imports, keyword arguments and long bytes."""
    if rules.forbid_star_imports:
        for node, _ in reading.each(ast.ImportFrom):
            if any(item.name == "*" for item in node.names):
                findings.add(node, "star_import", "names must be imported one by one, not with *")
    if rules.forbid_keywords:
        check_keywords(reading, rules, findings)
    if rules.largest_bytes_literal is not None:
        check_bytes(reading, rules.largest_bytes_literal, findings)


def check_keywords(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at keyword arguments, those in the braces of `**{...}` included."""
    for node, _ in reading.each(ast.keyword):
        for name, value in given_arguments(node):
            if name in rules.forbid_keywords and is_forbidden(value, rules.forbid_keywords[name]):
                findings.add(node, "forbidden_keyword", "the argument {} may not have this value", name)


def given_arguments(node: ast.keyword) -> list[tuple[str, ast.expr]]:
    """Returns the names and values that one keyword argument stands for."""
    if node.arg is not None:
        return [(node.arg, node.value)]
    if not isinstance(node.value, ast.Dict):
        return []
    pairs = zip(node.value.keys, node.value.values, strict=True)
    return [(key.value, value) for key, value in pairs if isinstance(key, ast.Constant) and isinstance(key.value, str)]


def is_forbidden(value: ast.expr, forbidden: object) -> bool:
    """Tells whether a written value is the forbidden one; for true and false, anything that counts as such."""
    is_negated = isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    constant = value.operand if is_negated else value
    if not isinstance(constant, ast.Constant):
        return False
    if isinstance(forbidden, bool):
        return (bool(constant.value) != is_negated) == forbidden
    return not is_negated and type(constant.value) is type(forbidden) and constant.value == forbidden


def check_bytes(reading: Reading, limit: int, findings: Findings) -> None:
    """Looks at bytes that are written out, as a literal or as a list of numbers."""
    reason = f"more than {limit} bytes are written out here"
    for node, _ in reading.each(ast.Constant):
        if isinstance(node.value, bytes) and len(node.value) > limit:
            findings.add(node, "large_literal", reason)
    for node, _ in reading.each(ast.Call):
        is_bytes = isinstance(node.func, ast.Name) and node.func.id in ("bytes", "bytearray")
        numbers = node.args[0] if is_bytes and node.args else None
        if isinstance(numbers, (ast.List, ast.Tuple, ast.Set)) and len(numbers.elts) > limit:
            findings.add(node, "large_literal", reason)
