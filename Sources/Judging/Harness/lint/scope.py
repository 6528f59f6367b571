"""Scopes of a file and what their names are bound to, by Python's rules for looking names up."""

import ast
from collections.abc import Iterator

from lint.paths import Reference, clipped
from lint.problem import LintError

MAX_DEPTH = 64
"""Most scopes within each other."""

MAX_IMPORTS = 64
"""Most imports that are looked at for one name in one scope."""


class Binding:
    """Everything that one name stands for in one scope, wherever in that scope it is bound."""

    __slots__ = ("count", "definitions", "imports", "reference", "values")

    def __init__(self) -> None:
        self.count = 0
        self.imports: list[str] = []
        self.values: list[ast.expr] = []
        self.definitions: list[ast.AST] = []
        self.reference: Reference | None = None

    def add_import(self, path: str) -> None:
        """Notes that the name is bound by an import of a dotted path."""
        if len(self.imports) < MAX_IMPORTS:
            self.imports.append(clipped(path))

    @property
    def is_import_only(self) -> bool:
        """Tells whether the name is bound by imports of one and the same thing and by nothing else."""
        return self.count == 0 and not self.definitions and len(set(self.imports)) == 1

    @property
    def constant(self) -> ast.expr | None:
        """The value of a name that is bound once, by a plain assignment."""
        is_single = self.count == 1 and len(self.values) == 1 and not self.imports and not self.definitions
        return self.values[0] if is_single else None


class Scope:
    """A module, function, class or comprehension. `owner` is its syntax node."""

    __slots__ = ("bindings", "depth", "kind", "known", "outer", "owner", "redirected")

    def __init__(self, kind: str, owner: ast.AST, outer: "Scope | None" = None) -> None:
        self.kind = kind
        self.owner = owner
        self.outer = outer
        self.depth: int = outer.depth + 1 if outer else 0
        self.bindings: dict[str, Binding] = {}
        self.redirected: dict[str, Scope] = {}
        self.known: dict[str, Scope | None] = {}
        if self.depth > MAX_DEPTH:
            raise LintError(
                "too_complex", f"functions, classes and comprehensions are nested more than {MAX_DEPTH} deep"
            )

    def outward(self) -> Iterator["Scope"]:
        """Yields this scope and those around it."""
        scope: Scope | None = self
        while scope:
            yield scope
            scope = scope.outer

    @property
    def module(self) -> "Scope":
        """The file's own scope."""
        return next(scope for scope in self.outward() if scope.outer is None)

    def bind(self, name: str) -> Binding:
        """Returns the binding of a name that is bound here, or where `global` and `nonlocal` say."""
        scope = self.redirected.get(name, self)
        found = scope.bindings.get(name)
        if found is None:
            found = scope.bindings[name] = Binding()
        return found

    def make_global(self, name: str) -> None:
        """Takes note of `global name`."""
        self.redirected[name] = self.module

    def make_nonlocal(self, name: str) -> None:
        """Takes note of `nonlocal name`: the nearest function around that binds it by now, or the nearest at all."""
        functions = [scope for scope in self.outward() if scope.kind == "function" and scope is not self]
        around = [scope for scope in functions if name in scope.bindings] or functions
        if around:
            self.redirected[name] = around[0]

    def home(self, name: str) -> "Scope | None":
        """Returns the scope in which a name that is read here is bound; None for builtins and unknown names.

        Only right once all bindings of the file are known.
        """
        if name in self.known:
            return self.known[name]
        found = None
        for scope in self.outward():
            if name in scope.redirected:
                found = scope.redirected[name]
                break
            if name in scope.bindings and (scope is self or scope.kind != "class"):
                found = scope
                break
        self.known[name] = found
        return found

    def lookup(self, name: str) -> Binding | None:
        """Returns what a name that is read here is bound to, None for builtins and unknown names."""
        home = self.home(name)
        return home.bindings.get(name) if home else None


def walrus_scope(scope: Scope) -> Scope:
    """Returns the scope in which `:=` binds: the nearest that is no comprehension."""
    return next(around for around in scope.outward() if around.kind != "comprehension")
