"""A submission as the checks see it."""

import ast
from collections.abc import Iterator

from lint.guard import main_guards
from lint.outline import Outline, Place
from lint.reference import Resolution
from lint.rules import Rules
from lint.source import parse_source


class Reading:
    """Text, tree, scopes and resolved paths of one file. Raises LintError where there can be none."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.tree = parse_source(text)
        self.outline = outline_without_guards(self.tree) if rules.main_guard == "skip" else Outline(self.tree)
        self.kinds: dict[type, list[Place]] = {}
        for place in self.outline.places:
            self.kinds.setdefault(type(place[0]), []).append(place)
        self.paths = Resolution(self.outline).nodes

    def each(self, *kinds: type) -> Iterator[Place]:
        """Yields the nodes of some kinds, with the scope of each; kind by kind."""
        for kind in kinds:
            yield from self.kinds.get(kind, ())


def outline_without_guards(tree: ast.Module) -> Outline:
    """Returns the outline without what runs only in a main program; all of it where the file changes its `__name__`."""
    guards = main_guards(tree)
    outline = Outline(tree, guards)
    return Outline(tree) if guards and "__name__" in outline.module.bindings else outline
