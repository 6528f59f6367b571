"""Dotted paths that expressions stand for, resolved through imports and simple aliases.

An expression may stand for several paths, because a name may be bound in several places.
"""

import ast

from lint.outline import Outline, Place
from lint.paths import PathTable, Reference
from lint.scope import Binding, Scope

ROUNDS = 4
"""How often aliases of aliases are followed against the order of the source."""


MAX_CHOICES = 32
"""Most alternatives of one `or` or `and` that are looked at."""


class Resolution:
    """What every name and attribute of a file stands for; nodes that stand for no known path are absent."""

    def __init__(self, outline: Outline) -> None:
        self.table = PathTable()
        self.nodes: dict[ast.AST, Reference] = {}
        kinds = (ast.Name, ast.Attribute, ast.NamedExpr, ast.IfExp, ast.BoolOp)
        self.places: list[Place] = [place for place in reversed(outline.places) if isinstance(place[0], kinds)]
        self.bindings = [binding for scope in scopes_of(outline) for binding in scope.bindings.values()]
        self.resolve_all()

    def resolve_all(self) -> None:
        """Resolves imports, then aliases, then aliases of aliases."""
        for binding in self.bindings:
            if binding.imports:
                binding.reference = self.table.reference(binding.imports)
        for _ in range(ROUNDS):
            for node, scope in self.places:
                reference = self.of_name(node, scope) if type(node) is ast.Name else self.of_parts(node)
                if reference is not None:
                    self.nodes[node] = reference
            if not any([self.follow_values(binding) for binding in self.bindings]):
                return

    def of_name(self, node: ast.Name, scope: Scope) -> Reference | None:
        """Returns what a name stands for by now."""
        binding = scope.lookup(node.id)
        return binding.reference if binding else None

    def of_parts(self, node: ast.AST) -> Reference | None:
        """Returns what an expression stands for, its parts being resolved."""
        if isinstance(node, ast.Attribute):
            base = self.nodes.get(node.value)
            return base.attribute(node.attr) if base else None
        if isinstance(node, ast.NamedExpr):
            return self.nodes.get(node.value)
        parts = [node.body, node.orelse] if isinstance(node, ast.IfExp) else node.values
        return self.any_of(parts[:MAX_CHOICES])

    def any_of(self, expressions: list[ast.expr]) -> Reference | None:
        """Returns everything that one of several expressions may stand for."""
        found = None
        for expression in expressions:
            reference = self.nodes.get(expression)
            found = found.union(reference) if found else reference
        return found

    def follow_values(self, binding: Binding) -> bool:
        """Adds what a name's values stand for; tells whether that was news."""
        found = self.any_of(binding.values)
        if found is None:
            return False
        before, binding.reference = binding.reference, found.union(binding.reference)
        return binding.reference is not before


def scopes_of(outline: Outline) -> list[Scope]:
    """Returns every scope once, in the order of the source."""
    return list(dict.fromkeys(scope for _, scope in outline.places))
