"""Rules forbidden_name, forbidden_attribute and protected_attribute: words that may not occur as identifiers."""

import ast

from lint.findings import Findings
from lint.names import BINDING_KINDS, bound_names, mentioned_attributes
from lint.reading import Reading
from lint.rules import Rules

NAME_REASON = "the name {} may not be used"
ATTRIBUTE_REASON = "the attribute {} may not be used"


def check_names(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at every identifier of the file."""
    for node, _ in reading.each(ast.Attribute):
        check_attribute(node, rules, findings)
        if node.attr in rules.forbidden_names and is_builtin(node, reading):
            findings.add(node, "forbidden_name", NAME_REASON, node.attr)
    for node, scope in reading.each(*BINDING_KINDS):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            if node.id in rules.forbidden_names:
                findings.add(node, "forbidden_name", NAME_REASON, node.id)
        elif scope.kind == "class":
            check_class_names(node, set(scope.redirected), rules, findings)
        else:
            check_bound(node, bound_names(node), rules, findings)
    check_mentioned(reading, rules, findings)


def check_class_names(node: ast.AST, redirected: set[str], rules: Rules, findings: Findings) -> None:
    """Looks at what a node binds in a class: attributes, unless `global` or `nonlocal` names them."""
    names = bound_names(node)
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        redirected = set(names)
    for name in names:
        if name in rules.forbidden_attributes and name not in redirected:
            findings.add(node, "forbidden_attribute", "the attribute {} may not be defined", name)
    check_bound(node, [name for name in names if name in redirected], rules, findings)


def check_bound(node: ast.AST, names: list[str], rules: Rules, findings: Findings) -> None:
    """Looks at names that a node binds or declares."""
    for name in names:
        if name in rules.forbidden_names:
            findings.add(node, "forbidden_name", "the name {} may not be defined", name)


def check_attribute(node: ast.Attribute, rules: Rules, findings: Findings) -> None:
    """Looks at one attribute, by its own name and by that together with the last name of what it belongs to."""
    spellings = [node.attr]
    owner = node.value
    if isinstance(owner, (ast.Name, ast.Attribute)):
        spellings.append(f"{owner.id if isinstance(owner, ast.Name) else owner.attr}.{node.attr}")
    for spelling in spellings:
        if spelling in rules.forbidden_attributes:
            findings.add(node, "forbidden_attribute", ATTRIBUTE_REASON, spelling)
        elif spelling in rules.protected_attributes and not isinstance(node.ctx, ast.Load):
            findings.add(node, "protected_attribute", "the attribute {} may not be changed", spelling)


def check_mentioned(reading: Reading, rules: Rules, findings: Findings) -> None:
    """Looks at attributes in imports and patterns, and at what is imported from the module `builtins`."""
    for node, _ in reading.each(ast.Import, ast.ImportFrom, ast.MatchClass):
        for name in mentioned_attributes(node):
            if name in rules.forbidden_attributes:
                findings.add(node, "forbidden_attribute", ATTRIBUTE_REASON, name)
    for node, _ in reading.each(ast.ImportFrom):
        for item in node.names if node.module == "builtins" else []:
            if item.name in rules.forbidden_names:
                findings.add(node, "forbidden_name", NAME_REASON, item.name)


def is_builtin(node: ast.Attribute, reading: Reading) -> bool:
    """Tells whether an attribute is one of the module `builtins`."""
    reference = reading.paths.get(node)
    return reference is not None and f"builtins.{node.attr}" in reference.paths
