"""One pass over the syntax tree: every node with its scope in the order of the source, and all bindings.

Nothing here calls itself, so the depth of the tree does not matter.
"""

import ast
from collections.abc import Iterator, Sequence

from lint.aliases import bind_pairs
from lint.scope import Scope, walrus_scope
from lint.source import MAX_NODES, too_many_nodes

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SKIPPED_FIELDS = frozenset({"ctx", "op", "ops", "type_comment", "kind", "conversion", "type_ignores"})

Place = tuple[ast.AST, Scope]


class Outline:
    """A file's nodes and scopes. What stands in `guards` is left out, with what it binds."""

    def __init__(self, tree: ast.Module, guards: Sequence[ast.If] = ()) -> None:
        self.tree = tree
        self.module = Scope("module", tree)
        self.places: list[Place] = []
        self.guards = guards
        self.skipped = {statement for guard in guards for statement in guard.body}
        self.visit_all()

    def visit_all(self) -> None:
        """Fills `places` and binds names. Raises LintError too_complex."""
        waiting: list[Place] = [(self.tree, self.module)]
        while waiting:
            place = waiting.pop()
            if place[0] in self.skipped:
                continue
            self.places.append(place)
            if len(self.places) > MAX_NODES:
                raise too_many_nodes()
            bind_node(*place)
            waiting.extend(reversed(inner_places(*place)))


def child_fields(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yields the node's children with the names of their fields, without operators and contexts."""
    for field in node._fields:
        if field in SKIPPED_FIELDS:
            continue
        value = getattr(node, field, None)
        if isinstance(value, list):
            for item in value:
                if isinstance(item, ast.AST):
                    yield field, item
        elif isinstance(value, ast.AST):
            yield field, value


def inner_places(node: ast.AST, scope: Scope) -> list[Place]:
    """Returns the children with the scopes that they belong to."""
    if isinstance(node, (*FUNCTIONS, ast.Lambda)):
        return function_places(node, scope)
    if isinstance(node, ast.ClassDef):
        inner = Scope("class", node, scope)
        return [(child, inner if field == "body" else scope) for field, child in child_fields(node)]
    if isinstance(node, COMPREHENSIONS):
        inner = Scope("comprehension", node, scope)
        # Python evaluates the first iterable outside; that makes a difference only for names of a class body.
        return [(child, inner) for _, child in child_fields(node)]
    return [(child, scope) for _, child in child_fields(node)]


def function_places(node: ast.AST, scope: Scope) -> list[Place]:
    """Returns a function's children: body and parameters belong to its own scope, all else to the one around."""
    inner = Scope("function", node, scope)
    bind_pairs(inner, list(defaults(node.args)))
    places: list[Place] = []
    for field, child in child_fields(node):
        if field == "args":
            for part, item in child_fields(child):
                places.append((item, scope if part in ("defaults", "kw_defaults") else inner))
        else:
            places.append((child, inner if field == "body" else scope))
    return places


def defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    """Yields parameters with their default values."""
    positional = [*arguments.posonlyargs, *arguments.args]
    if arguments.defaults:
        yield from zip(positional[-len(arguments.defaults) :], arguments.defaults, strict=True)
    for parameter, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if value is not None:
            yield parameter, value


def bind_node(node: ast.AST, scope: Scope) -> None:
    """Binds what a node binds in its scope."""
    kind = type(node)
    if kind is ast.Name:
        if not isinstance(node.ctx, ast.Load):
            scope.bind(node.id).count += 1
    elif kind is ast.arg:
        scope.bind(node.arg).count += 1
    elif kind in (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef):
        scope.bind(node.name).definitions.append(node)
    elif kind is ast.Import:
        for item in node.names:
            path = item.name if item.asname else item.name.partition(".")[0]
            scope.bind(item.asname or path).add_import(path)
    elif kind is ast.ImportFrom:
        for item in node.names:
            scope.bind(item.asname or item.name).add_import(imported_path(node, item))
    elif kind is ast.NamedExpr:
        bind_walrus(node, scope)
    elif kind in (ast.Global, ast.Nonlocal):
        redirect = scope.make_global if kind is ast.Global else scope.make_nonlocal
        for name in node.names:
            redirect(name)
    elif kind in (ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping):
        name = node.rest if kind is ast.MatchMapping else node.name
        if name:
            scope.bind(name).count += 1
    elif kind in (ast.Assign, ast.AnnAssign, ast.For, ast.AsyncFor, ast.comprehension):
        bind_pairs(scope, assigned_pairs(node))


def bind_walrus(node: ast.NamedExpr, scope: Scope) -> None:
    """Binds the target of `:=` in the scope where Python binds it, also for reads inside a comprehension."""
    outer = walrus_scope(scope)
    if outer is not scope:
        scope.redirected.setdefault(node.target.id, outer.redirected.get(node.target.id, outer))
    bind_pairs(outer, [(node.target, node.value)])


def imported_path(node: ast.ImportFrom, item: ast.alias) -> str:
    """Returns the dotted path of one name of a from-import, with the leading dots of a relative one."""
    return "." * min(node.level, 2) + (f"{node.module}.{item.name}" if node.module else item.name)


def assigned_pairs(node: ast.AST) -> list[tuple[ast.AST, ast.expr]]:
    """Returns targets with the values that they get, as far as those are written down."""
    if isinstance(node, ast.Assign):
        return [(target, node.value) for target in node.targets]
    if isinstance(node, ast.AnnAssign):
        return [(node.target, node.value)] if node.value else []
    if isinstance(node.iter, (ast.Tuple, ast.List, ast.Set)):
        return [(node.target, item) for item in node.iter.elts]
    return []
