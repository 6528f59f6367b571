"""Which values plain assignments give to names, unpacking included."""

import ast

from lint.scope import Scope

MAX_VALUES = 64
"""Most values that are looked at for one name in one scope."""

DISPLAYS = (ast.Tuple, ast.List)

Pair = tuple[ast.AST, ast.expr]


def bind_pairs(scope: Scope, pairs: list[Pair]) -> None:
    """Notes the values of names among the targets; tuples and lists of the same length are taken apart."""
    waiting = pairs
    while waiting:
        target, value = waiting.pop()
        name = target.arg if isinstance(target, ast.arg) else getattr(target, "id", None)
        if isinstance(name, str):
            values = scope.bind(name).values
            if len(values) < MAX_VALUES:
                values.append(value)
        elif isinstance(target, DISPLAYS) and isinstance(value, DISPLAYS) and len(target.elts) == len(value.elts):
            waiting.extend(zip(target.elts, value.elts, strict=True))
