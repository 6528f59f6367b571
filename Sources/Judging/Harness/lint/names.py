"""The identifiers that syntax nodes bind or mention."""

import ast

BINDING_KINDS = (
    ast.Name,
    ast.arg,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Import,
    ast.ImportFrom,
    ast.Global,
    ast.Nonlocal,
    ast.ExceptHandler,
    ast.MatchAs,
    ast.MatchStar,
    ast.MatchMapping,
)


def bound_names(node: ast.AST) -> list[str]:
    """Returns the names that a node of BINDING_KINDS binds itself, or declares."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, ast.Import):
        return [item.asname or item.name.partition(".")[0] for item in node.names]
    if isinstance(node, ast.ImportFrom):
        return [item.asname or item.name for item in node.names]
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return node.names
    name = node.rest if isinstance(node, ast.MatchMapping) else node.name
    return [name] if name else []


def mentioned_attributes(node: ast.AST) -> list[str]:
    """Returns attributes that an import or a pattern reads without an attribute expression."""
    if isinstance(node, ast.MatchClass):
        return node.kwd_attrs
    if isinstance(node, ast.Import):
        return [part for item in node.names for part in item.name.split(".")[1:]]
    return [*(node.module or "").split(".")[1:], *(item.name for item in node.names)]
