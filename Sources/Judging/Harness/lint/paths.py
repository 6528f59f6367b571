"""Dotted paths, and sets of them, without a cost that grows with the square of the file."""

from collections.abc import Iterable, Iterator

from lint.problem import LintError

MAX_PARTS = 12
"""Longest path in parts; what is below stands for the same path."""

MAX_PART_CHARACTERS = 64
"""Longest part; of a longer identifier only the beginning is kept."""

MAX_PATHS = 32
"""Most paths for one expression; more are dropped."""

MAX_TABLE_CHARACTERS = 20_000_000
"""Most characters in all paths of a file."""


class Reference:
    """A set of dotted paths. Equal sets are the same object, so that attributes are looked up once."""

    __slots__ = ("attributes", "paths", "table")

    def __init__(self, paths: tuple[str, ...], table: "PathTable") -> None:
        self.paths = paths
        self.table = table
        self.attributes: dict[str, Reference] = {}

    def attribute(self, name: str) -> "Reference":
        """Returns what the attribute of that name stands for."""
        found = self.attributes.get(name)
        if found is None:
            found = self.attributes[name] = self.table.reference(longer(path, name) for path in self.paths)
        return found

    def union(self, other: "Reference | None") -> "Reference":
        """Returns the paths of both."""
        if other is None or other is self:
            return self
        return self.table.reference((*self.paths, *other.paths))


class PathTable:
    """All sets of paths of one file."""

    def __init__(self) -> None:
        self.references: dict[tuple[str, ...], Reference] = {}
        self.characters = 0

    def reference(self, paths: Iterable[str]) -> Reference:
        """Returns the one object for a set of paths. Raises LintError too_complex."""
        key = tuple(sorted(set(paths))[:MAX_PATHS])
        found = self.references.get(key)
        if found is None:
            self.characters += sum(map(len, key))
            if self.characters > MAX_TABLE_CHARACTERS:
                raise LintError("too_complex", "too many names of modules and their parts")
            found = self.references[key] = Reference(key, self)
        return found


def clipped(path: str) -> str:
    """Returns a path of limited length."""
    parts = path.split(".", MAX_PARTS)[:MAX_PARTS]
    return ".".join(part[:MAX_PART_CHARACTERS] for part in parts)


def longer(path: str, name: str) -> str:
    """Returns the path of an attribute, or the path itself where it is long enough."""
    return path if path.count(".") + 1 >= MAX_PARTS else f"{path}.{name[:MAX_PART_CHARACTERS]}"


def prefixes(path: str) -> Iterator[str]:
    """Yields the path and those above it, the longest first."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def covering(path: str, words: frozenset[str]) -> str | None:
    """Returns the longest of `words` that is the path or above it."""
    return next((prefix for prefix in prefixes(path) if prefix in words), None)


def last_part(path: str) -> str:
    """Returns what stands after the last dot."""
    return path.rpartition(".")[2]
