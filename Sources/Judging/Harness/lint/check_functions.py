"""Rule required_function: the functions of the contract, each defined once at the top of the file."""

import ast

from lint.findings import Findings
from lint.outline import FUNCTIONS
from lint.reading import Reading
from lint.scope import Scope

RULE = "required_function"


def check_functions(reading: Reading, functions: dict[str, int], findings: Findings) -> None:
    """Looks at the definitions of required functions; `functions` has the least number of positional parameters."""
    generators = generator_functions(reading) if functions else set()
    at_top = set(reading.tree.body)
    for name, parameters in functions.items():
        binding = reading.outline.module.bindings.get(name)
        defined = [node for node in binding.definitions if isinstance(node, FUNCTIONS)] if binding else []
        if not binding or not defined:
            findings.add(reading.tree, RULE, "the function {} is missing: no def of that name", name)
            continue
        if len(binding.definitions) + len(binding.imports) + binding.count > 1:
            findings.add(defined[-1], RULE, "{} is defined more than once, or assigned to", name)
        for node in defined:
            check_definition(node, parameters, findings, node in at_top, node in generators)


def check_definition(node: ast.AST, parameters: int, findings: Findings, is_at_top: bool, is_generator: bool) -> None:
    """Looks at one definition."""
    if not is_at_top:
        findings.add(node, RULE, "{} must be defined at the top level, not inside another statement", node.name)
    if isinstance(node, ast.AsyncFunctionDef):
        findings.add(node, RULE, "{} must not be async", node.name)
    elif is_generator:
        findings.add(node, RULE, "{} must not contain yield", node.name)
    found = len(node.args.posonlyargs) + len(node.args.args)
    if found < parameters:
        findings.add(node, RULE, f"{{}} needs {parameters} positional parameters and has {found}", node.name)


def generator_functions(reading: Reading) -> set[ast.AST]:
    """Returns the functions with a `yield` of their own."""
    scopes: list[Scope] = [scope for _, scope in reading.each(ast.Yield, ast.YieldFrom)]
    return {scope.owner for scope in scopes}
