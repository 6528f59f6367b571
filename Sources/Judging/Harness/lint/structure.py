"""Writes a tree by its structure: names of its own become numbers, constants their types, imports their paths.

Texts in square brackets stay, because they choose what is looked up.
"""

import ast

from lint.outline import Outline
from lint.own_attributes import own_attributes
from lint.scope import Scope
from lint.serialise import Item, Serialiser, constant_token, is_idle

IMPORTS = (ast.Import, ast.ImportFrom)
DECLARATIONS = (ast.Global, ast.Nonlocal, ast.Pass)
MAX_CHAIN = 12
"""Longest chain of attributes that is looked through at once."""

SLOT = "@"
"""Stands for a name of the file's own scope; which one is told apart later."""


class StructureSerialiser(Serialiser):
    """Writes one statement of the file's top level; names get their numbers by first appearance in it."""

    def __init__(self, outline: Outline, scopes: dict[ast.AST, Scope], kept: frozenset[str]) -> None:
        self.module = outline.module
        self.skipped = {*outline.skipped, *outline.guards}
        self.scopes = scopes
        self.kept = kept
        self.own = own_attributes(outline)
        self.start(None)

    def start(self, root: ast.stmt | None) -> None:
        """Begins a statement."""
        self.root = root
        self.numbers: dict[tuple[object, str], int] = {}
        self.slots: list[str] = []
        self.bound: dict[str, int] = {}

    def items(self, node: ast.AST) -> list[Item]:
        """Returns one node as tokens and inner nodes."""
        kind = type(node)
        if kind is ast.Constant:
            return [type_token(node.value)]
        if kind is ast.Name:
            return [self.name(node.id, self.scopes[node], not isinstance(node.ctx, ast.Load))]
        if kind is ast.Attribute:
            path = self.import_path(node)
            return [path] if path else ["(Attribute", node.value, self.attribute(node.attr), ")"]
        if kind is ast.Call:
            return ["(Call", node.func, "[", *node.args, "]", *self.keywords(node), ")"]
        if kind is ast.Subscript and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return ["(Subscript", node.value, constant_token(node.slice.value), ")"]
        if kind is ast.UnaryOp and is_signed_number(node):
            return ["number"]
        return super().items(node)

    def word(self, node: ast.AST, value: object) -> str:
        """Returns the token of an identifier, a number or nothing at all in a field."""
        if not isinstance(value, str) or isinstance(node, ast.keyword):
            return super().word(node, value)
        if isinstance(node, ast.MatchClass):
            return self.attribute(value)
        if node is self.root:
            return f"kept {value}" if value in self.kept else SLOT
        return self.name(value, self.scopes[node], True)

    def name(self, name: str, scope: Scope, is_bound: bool) -> str:
        """Returns the token of a name that is read or bound in a scope."""
        home = scope.home(name)
        if home is None:
            return f"known {name}"
        if home.kind == "class":
            return self.attribute(name)
        binding = home.bindings.get(name)
        if binding and binding.is_import_only:
            return f"import {binding.imports[0]}"
        if home is not self.module:
            return f"local {self.number(home, name)}"
        if name in self.kept:
            return f"kept {name}"
        self.slots.append(name)
        if is_bound:
            self.bound.setdefault(name, len(self.bound))
        return SLOT

    def number(self, home: object, name: str) -> int:
        """Returns the number of a name by its first appearance in this statement."""
        return self.numbers.setdefault((home, name), len(self.numbers))

    def attribute(self, name: str) -> str:
        """Returns the token of an attribute's name."""
        return f"own {self.number(None, name)}" if name in self.own else f"attribute {name}"

    def import_path(self, node: ast.Attribute) -> str | None:
        """Returns the token of a part of an imported module, None for any other attribute."""
        names: list[str] = []
        base: ast.expr = node
        while isinstance(base, ast.Attribute) and len(names) < MAX_CHAIN:
            names.append(base.attr)
            base = base.value
        binding = self.scopes[base].lookup(base.id) if isinstance(base, ast.Name) else None
        if binding is None or not binding.is_import_only:
            return None
        return ".".join([f"import {binding.imports[0]}", *reversed(names)])

    def keywords(self, node: ast.Call) -> list[Item]:
        """Returns keyword arguments; their names count only where the file does not define what it calls."""
        binding = self.scopes[node.func].lookup(node.func.id) if isinstance(node.func, ast.Name) else None
        is_own = binding is not None and bool(binding.definitions)
        items: list[Item] = []
        for keyword in node.keywords:
            name = "keyword" if is_own and keyword.arg else f"keyword {keyword.arg}"
            items.extend([name, keyword.value])
        return items

    def statements(self, block: list[ast.stmt], is_class: bool) -> list[ast.stmt]:
        """Returns the statements of a block that do something."""
        counted = [statement for statement in block if statement not in self.skipped]
        return [statement for statement in counted if not is_idle(statement, is_class) and not is_dropped(statement)]


def is_dropped(statement: ast.stmt) -> bool:
    """Tells whether a statement has no effect of its own: imports, declarations, `pass`, constants."""
    is_constant = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_constant or isinstance(statement, (*IMPORTS, *DECLARATIONS))


def is_signed_number(node: ast.UnaryOp) -> bool:
    """Tells whether a node is a number with a sign."""
    is_sign = isinstance(node.op, (ast.USub, ast.UAdd))
    return is_sign and isinstance(node.operand, ast.Constant) and type_token(node.operand.value) == "number"


def type_token(value: object) -> str:
    """Returns the token of a constant's type; True, False, None and `...` are themselves."""
    if isinstance(value, (int, float, complex)) and not isinstance(value, bool):
        return "number"
    return type(value).__name__ if isinstance(value, (str, bytes)) else constant_token(value)
