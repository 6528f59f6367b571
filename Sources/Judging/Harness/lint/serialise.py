"""Turns a syntax tree into a sequence of tokens, the same for the same tree, whatever its depth."""

import ast
from collections.abc import Iterable

Item = ast.AST | str

DROPPED_FIELDS = frozenset(
    {"ctx", "annotation", "returns", "type_comment", "type_ignores", "kind", "simple", "type_params"}
)
BLOCKS = frozenset({"body", "orelse", "finalbody"})


class Serialiser:
    """Writes trees without positions, comments, annotations and idle statements; all else stays as it is."""

    def tokens(self, root: ast.AST) -> list[str]:
        """Returns the tokens of a tree."""
        written: list[str] = []
        waiting: list[Item] = [root]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                written.append(item)
            else:
                waiting.extend(reversed(self.items(item)))
        return written

    def items(self, node: ast.AST) -> list[Item]:
        """Returns one node as tokens and inner nodes."""
        if isinstance(node, ast.Constant):
            return [constant_token(node.value)]
        if isinstance(node, ast.AnnAssign):
            return self.assignment(node)
        return self.fields(node)

    def fields(self, node: ast.AST) -> list[Item]:
        """Returns a node's kind and fields, in brackets."""
        items: list[Item] = [f"({type(node).__name__}"]
        for field in node._fields:
            if field not in DROPPED_FIELDS:
                items.extend(self.field(node, field, getattr(node, field, None)))
        return [*items, ")"]

    def field(self, node: ast.AST, field: str, value: object) -> list[Item]:
        """Returns one field."""
        if isinstance(value, list):
            if field in BLOCKS:
                value = self.statements(value, isinstance(node, ast.ClassDef))
            return ["[", *(item if isinstance(item, ast.AST) else self.word(node, item) for item in value), "]"]
        return [value if isinstance(value, ast.AST) else self.word(node, value)]

    def word(self, node: ast.AST, value: object) -> str:
        """Returns the token of an identifier, a number or nothing at all in a field."""
        return "~" if value is None else f"{len(str(value))}:{value}"

    def assignment(self, node: ast.AnnAssign) -> list[Item]:
        """Returns an annotated assignment as one without annotation; without a value it is the field of a class."""
        if node.value is None:
            return ["(Field", node.target, ")"]
        return ["(Assign", "[", node.target, "]", node.value, ")"]

    def statements(self, block: list[ast.stmt], is_class: bool) -> list[ast.stmt]:
        """Returns the statements of a block that count."""
        return [statement for statement in block if not is_idle(statement, is_class)]


def is_idle(statement: ast.stmt, is_class: bool) -> bool:
    """Tells whether a statement does nothing: `pass`, a constant, an annotation that is not the field of a class."""
    if isinstance(statement, ast.Pass):
        return True
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.AnnAssign) and statement.value is None and not is_class


def constant_token(value: object) -> str:
    """Returns the token of a constant: its type and its exact value."""
    if isinstance(value, bool) or value is None or value is Ellipsis:
        return repr(value)
    if isinstance(value, int):
        return f"int {value:x}"
    return f"{type(value).__name__} {value!r}"


def joined_bytes(tokens: Iterable[str]) -> bytes:
    """Returns tokens as bytes; no token has a line end in it."""
    return "\n".join(tokens).encode("utf-8", "surrogatepass")
