"""Rule forbidden_module: modules that may be neither imported nor reached through another."""

import ast

from lint.findings import Findings
from lint.outline import imported_path
from lint.paths import Reference, clipped, covering, last_part
from lint.reading import Reading
from lint.rules import Rules

ORDINARY_WORDS = frozenset(
    {"code", "copy", "io", "logging", "profile", "queue", "random", "select", "signal", "site", "trace", "types"}
)
"""Modules of the standard library whose names others use for something of their own, such as `torch.jit.trace`."""


def check_modules(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at imports and at attributes of imported modules."""
    if not rules.forbidden_modules:
        return
    for node, _ in reading.each(ast.Import, ast.ImportFrom):
        for path in forbidden_imports(node, rules.forbidden_modules):
            findings.add(node, "forbidden_module", "the module {} may not be imported", path)
    known: dict[Reference, str | None] = {}
    for node, _ in reading.each(ast.Attribute):
        reference = reading.paths.get(node)
        if reference is None:
            continue
        if reference not in known:
            known[reference] = reached(reference, rules.forbidden_modules)
        if known[reference]:
            findings.add(node, "forbidden_module", "the module {} may not be used", known[reference] or "")


def forbidden_imports(node: ast.Import | ast.ImportFrom, modules: frozenset[str]) -> list[str]:
    """Returns the forbidden modules that a statement imports, or that it imports something from."""
    if isinstance(node, ast.Import):
        return [item.name for item in node.names if covering(clipped(item.name), modules)]
    if not node.level and covering(clipped(node.module or ""), modules):
        return [node.module or ""]
    paths = [clipped(imported_path(node, item)) for item in node.names]
    return [path for path in paths if covering(path, modules) or is_smuggled(path, modules)]


def reached(reference: Reference, modules: frozenset[str]) -> str | None:
    """Returns the forbidden module that an attribute is, None for one that is below such a module or elsewhere."""
    for path in reference.paths:
        if path in modules or is_smuggled(path, modules):
            above = path.rpartition(".")[0]
            if not covering(above, modules):
                return path
    return None


def is_smuggled(path: str, modules: frozenset[str]) -> bool:
    """Tells whether a path ends in a forbidden top-level module, which another module must have imported."""
    name = last_part(path)
    return "." in path and name not in ORDINARY_WORDS and (name in modules or name.lstrip("_") in modules)
