"""Finds blocks that run only when the file is the main program."""

import ast


def main_guards(tree: ast.Module) -> list[ast.If]:
    """Returns the `if __name__ == "__main__":` statements at the top of the file that have no `else`."""
    return [node for node in tree.body if isinstance(node, ast.If) and not node.orelse and is_main_test(node.test)]


def is_main_test(test: ast.expr) -> bool:
    """Tells whether an expression compares `__name__` with "__main__", either way round, and does nothing else."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = [test.left, test.comparators[0]]
    names = [side.id for side in sides if isinstance(side, ast.Name)]
    texts = [side.value for side in sides if isinstance(side, ast.Constant)]
    return names == ["__name__"] and texts == ["__main__"]
