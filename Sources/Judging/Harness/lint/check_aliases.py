"""Rule alias: modules that may be used under their own name only."""

import ast
from collections.abc import Iterator

from lint.findings import Findings
from lint.names import BINDING_KINDS, bound_names
from lint.outline import imported_path
from lint.paths import last_part
from lint.reading import Reading
from lint.rules import Rules

RENAMED = "the module {} may be used under its own name only"
TAKEN = "the name {} is that of a module and may not stand for anything else"


def check_aliases(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at imports, at definitions that take the module's name, and at uses of the module as a value."""
    if not rules.no_alias:
        return
    for node, _ in reading.each(ast.Import, ast.ImportFrom):
        for item in node.names:
            check_import(node, item, rules.no_alias, findings)
    check_taken_names(reading, rules, findings)
    check_values(reading, rules.no_alias, findings)


def check_import(node: ast.AST, item: ast.alias, modules: frozenset[str], findings: Findings) -> None:
    """Looks at one name that a statement imports."""
    is_from = isinstance(node, ast.ImportFrom)
    path = imported_path(node, item) if is_from else item.name
    name = item.asname or last_part(path)
    own = next((module for module in modules if path == module), None)
    if own and name != last_part(own):
        findings.add(node, "alias", RENAMED, own)
    elif not own and is_from and last_part(path) in modules:
        findings.add(node, "alias", RENAMED, last_part(path))
    elif not own and (item.asname or (name if is_from else "")) in modules:
        findings.add(node, "alias", TAKEN, name)


def check_taken_names(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at parameters, functions, variables and so on that are called like the module."""
    kinds = [kind for kind in BINDING_KINDS if kind not in (ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal)]
    for node, scope in reading.each(*kinds):
        if scope.kind == "class" or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)):
            continue
        for name in bound_names(node):
            is_reported = isinstance(node, ast.Name) and name in rules.protected_paths
            if name in rules.no_alias and not is_reported:
                findings.add(node, "alias", TAKEN, name)


def check_values(reading: Reading, modules: frozenset[str], findings: Findings) -> None:
    """Looks for the module where it is not followed by a dot: each such place can give it another name."""
    harmless = set(harmless_places(reading))
    for node, _ in reading.each(ast.Name, ast.Attribute):
        reference = reading.paths.get(node)
        if reference is None or node in harmless or not isinstance(node.ctx, ast.Load):
            continue
        for module in modules.intersection(reference.paths):
            findings.add(node, "alias", RENAMED, module)


def harmless_places(reading: Reading) -> Iterator[ast.AST]:
    """Yields expressions that do not pass their value on: before a dot, in a comparison, in `hasattr`."""
    for node, _ in reading.each(ast.Attribute):
        yield node.value
    for node, _ in reading.each(ast.Compare):
        yield node.left
        yield from node.comparators
    for node, scope in reading.each(ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "hasattr" and not scope.lookup("hasattr"):
            yield from node.args
