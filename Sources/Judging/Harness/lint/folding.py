"""What texts the expressions of a file make of constants, within narrow bounds.

Every expression is looked at once, inner ones first. A chain of `+` is put together once, at its top. A text is passed
on to the expression around it only up to MAX_TEXT characters, so the work grows with the size of the file and no more.
"""

import ast
from collections.abc import Iterator

from lint.folded_calls import MAX_TEXT, applied, built, repeated
from lint.formatting import formatted
from lint.outline import Place
from lint.problem import LintError
from lint.reading import Reading

MAX_TOTAL = 20_000_000
"""Most characters in all texts of a file."""

KINDS = (
    ast.Constant,
    ast.Name,
    ast.BinOp,
    ast.Call,
    ast.JoinedStr,
    ast.Subscript,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.UnaryOp,
    ast.Slice,
)


class Folding:
    """Folds the texts of one file. `texts` has every text of more than constants, with the place where it is made."""

    def __init__(self, reading: Reading) -> None:
        self.values: dict[ast.AST, object] = {}
        self.texts: list[tuple[str, ast.AST]] = []
        self.total = 0
        inner_sums = {
            side
            for node, _ in reading.each(ast.BinOp)
            if is_sum(node)
            for side in (node.left, node.right)
            if is_sum(side)
        }
        for place in reversed(reading.outline.places):
            if isinstance(place[0], KINDS) and place[0] not in inner_sums:
                self.fold(place)

    def fold(self, place: Place) -> None:
        """Notes the value of one expression whose parts have been looked at."""
        node, scope = place
        if isinstance(node, ast.Constant):
            self.keep(node, node.value)
        elif isinstance(node, ast.Name):
            binding = scope.lookup(node.id) if isinstance(node.ctx, ast.Load) else None
            if binding and isinstance(binding.constant, ast.Constant):
                self.keep(node, binding.constant.value)
        elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
            self.fold_sequence(node)
        elif is_sum(node):
            self.add_parts(node, [self.values.get(part) for part in sum_parts(node)])
        elif isinstance(node, ast.JoinedStr):
            self.add_parts(node, [self.piece(part) for part in node.values])
        else:
            self.make(node, self.computed(node))

    def keep(self, node: ast.AST, value: object) -> None:
        """Remembers a value that other expressions may use."""
        is_short = isinstance(value, (str, bytes, tuple)) and len(value) <= MAX_TEXT
        if is_short or (isinstance(value, int) and abs(value) <= MAX_TEXT):
            self.values[node] = value

    def make(self, node: ast.AST, value: object) -> None:
        """Remembers a value that the file computes."""
        if isinstance(value, (str, bytes, tuple)):
            self.note(node, value)
        if value is not None:
            self.keep(node, value)

    def note(self, node: ast.AST, text: str | bytes | tuple) -> None:
        """Adds a text to those that are searched. Raises LintError too_complex."""
        self.total += len(text)
        if self.total > MAX_TOTAL:
            raise LintError("too_complex", "too much text is put together out of constants")
        if len(text) > 1 and not isinstance(text, tuple):
            self.texts.append((as_text(text), node))

    def add_parts(self, node: ast.AST, parts: list[object]) -> None:
        """Joins neighbouring texts; what is unknown separates them."""
        run: list[str | bytes] = []
        for part in [*parts, None]:
            if isinstance(part, (str, bytes)) and (not run or type(run[0]) is type(part)):
                run.append(part)
                continue
            if run:
                self.note(node, type(run[0])().join(run))
            run = [part] if isinstance(part, (str, bytes)) else []
        is_whole = len({type(part) for part in parts}) == 1 and isinstance(parts[0], (str, bytes))
        if is_whole and sum(map(len, parts)) <= MAX_TEXT:
            self.keep(node, type(parts[0])().join(parts))

    def fold_sequence(self, node: ast.AST) -> None:
        """Remembers a display all of whose items are known and short."""
        items = [self.values.get(item) for item in node.elts]
        length = sum(len(item) if isinstance(item, (str, bytes)) else 1 for item in items)
        if length <= MAX_TEXT and all(isinstance(item, (str, bytes, int)) for item in items):
            self.values[node] = tuple(items)

    def piece(self, part: ast.expr) -> object:
        """Returns the text of one part of an f-string."""
        if isinstance(part, ast.FormattedValue):
            value = self.values.get(part.value) if part.format_spec is None and part.conversion in (-1, 115) else None
            return str(value) if isinstance(value, (str, int)) else None
        return self.values.get(part)

    def computed(self, node: ast.AST) -> object:
        """Returns the value of an operation, call or subscript on known values."""
        if isinstance(node, ast.BinOp):
            left, right = self.values.get(node.left), self.values.get(node.right)
            if isinstance(node.op, ast.Mod) and isinstance(left, (str, bytes)) and right is not None:
                return formatted(left, right, None)
            if isinstance(node.op, ast.Mult):
                return repeated(left, right)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            value = self.values.get(node.operand)
            return -value if isinstance(value, int) else None
        elif isinstance(node, ast.Subscript):
            return self.sliced(node)
        elif isinstance(node, ast.Call):
            return self.called(node)
        return None

    def sliced(self, node: ast.Subscript) -> object:
        """Returns an item or a slice of a known text or sequence."""
        value = self.values.get(node.value)
        if not isinstance(value, (str, bytes, tuple)):
            return None
        if not isinstance(node.slice, ast.Slice):
            index = self.values.get(node.slice)
            return value[index] if isinstance(index, int) and -len(value) <= index < len(value) else None
        bounds = [node.slice.lower, node.slice.upper, node.slice.step]
        numbers = [self.values.get(bound) if bound else None for bound in bounds]
        is_known = all(bound is None or isinstance(number, int) for bound, number in zip(bounds, numbers, strict=True))
        return value[slice(*numbers)] if is_known and numbers[2] != 0 else None

    def called(self, node: ast.Call) -> object:
        """Returns the result of a method of a known text, or of `reversed`, `str`, `bytes` and `chr`."""
        arguments = [self.values.get(argument) for argument in node.args]
        if any(argument is None for argument in arguments):
            return None
        if isinstance(node.func, ast.Name):
            return built(node.func.id, arguments) if not node.keywords else None
        if not isinstance(node.func, ast.Attribute):
            return None
        owner, method = self.values.get(node.func.value), node.func.attr
        if method == "format" and isinstance(owner, str):
            named = {item.arg: self.values.get(item.value) for item in node.keywords}
            return formatted(owner, tuple(arguments), named) if None not in [*named, *named.values()] else None
        return applied(owner, method, arguments) if not node.keywords else None


def is_sum(node: ast.AST) -> bool:
    """Tells whether a node is an addition."""
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)


def sum_parts(top: ast.AST) -> Iterator[ast.AST]:
    """Yields the terms of a chain of additions in their order."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if is_sum(node):
            waiting.extend((node.right, node.left))
        else:
            yield node


def as_text(value: str | bytes) -> str:
    """Returns bytes as the characters of the same numbers."""
    return value.decode("latin-1") if isinstance(value, bytes) else value
