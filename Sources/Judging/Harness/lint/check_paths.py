"""Rules forbidden_path and protected_path: parts of modules that may not be used, or not be changed."""

import ast

from lint.findings import Findings
from lint.outline import imported_path
from lint.paths import Reference, clipped, covering
from lint.reading import Reading
from lint.rules import Rules
from lint.scope import Scope

USED = "{} may not be used"
CHANGED = "{} may not be changed"


def check_paths(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at imports, attributes and targets."""
    if rules.forbidden_paths:
        check_forbidden(reading, rules.forbidden_paths, findings)
    if rules.protected_paths:
        check_targets(reading, rules, findings)
        check_rebinding(reading, rules, findings)


def check_forbidden(reading: Reading, forbidden: frozenset[str], findings: Findings) -> None:
    """Looks for paths that may not be used, where they are imported and where they are written out."""
    for node, _ in reading.each(ast.Import):
        for item in node.names:
            if path := covering(clipped(item.name), forbidden):
                findings.add(node, "forbidden_path", USED, path)
    for node, _ in reading.each(ast.ImportFrom):
        for item in node.names:
            if path := covering(clipped(imported_path(node, item)), forbidden):
                findings.add(node, "forbidden_path", USED, path)
    for node, _ in reading.each(ast.Attribute):
        reference = reading.paths.get(node)
        for path in forbidden.intersection(reference.paths) if reference else ():
            findings.add(node, "forbidden_path", USED, path)


def check_targets(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at attributes and items that are assigned or deleted, in whichever kind of statement."""
    known: dict[Reference, str | None] = {}
    for node, _ in reading.each(ast.Attribute, ast.Subscript):
        if isinstance(node.ctx, ast.Load):
            continue
        reference = reading.paths.get(node if isinstance(node, ast.Attribute) else node.value)
        if reference is None:
            continue
        if reference not in known:
            known[reference] = protected_path(reference, rules)
        if path := known[reference]:
            findings.add(node, "protected_path", CHANGED, path)


def protected_path(reference: Reference, rules: Rules) -> str | None:
    """Returns the path of a reference that may not be changed; the longest of the rules that cover it decides."""
    for path in reference.paths:
        covered = covering(path, rules.protected_paths | rules.writable_paths)
        if covered in rules.protected_paths:
            return path
    return None


def check_rebinding(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at plain names: the file's own name of a protected import, and a protected name anywhere."""
    imported = set(protected_imports(reading, rules))
    for node, scope in reading.each(ast.Name):
        if isinstance(node.ctx, ast.Load):
            continue
        is_global = node.id in imported and scope.redirected.get(node.id, scope) is reading.outline.module
        if is_global or (node.id in rules.protected_paths and scope.kind != "class"):
            findings.add(node, "protected_path", CHANGED, node.id)


def protected_imports(reading: Reading, rules: Rules) -> list[str]:
    """Returns the names of the file's own scope that stand for protected paths by import."""
    module: Scope = reading.outline.module
    return [
        name
        for name, binding in module.bindings.items()
        if any(covering(path, rules.protected_paths) for path in binding.imports)
    ]
