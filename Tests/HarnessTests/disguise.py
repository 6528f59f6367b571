"""Makes a copy of a source look different without changing what it does, for tests of fingerprints.

Works on syntax trees with Python's own tools and shares nothing with the lint.
"""

import ast
import random

CONTRACT_NAME = "inner_steps"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def own_names(tree):
    """Returns the names that a file binds and does not import, without the contract's and those of classes' bodies."""
    bound, kept = set(), {CONTRACT_NAME}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            bound.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            kept.update(item.asname or item.name.partition(".")[0] for item in node.names)
        if isinstance(node, ast.ClassDef):
            kept.update(item.name for item in node.body if isinstance(item, FUNCTIONS))
    return bound - kept


def own_fields(tree):
    """Returns the attributes that are set on `self` and occur on nothing else."""
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    on_self = {node.attr for node in used if isinstance(node.value, ast.Name) and node.value.id == "self"}
    stored = {node.attr for node in used if isinstance(node.ctx, ast.Store)} & on_self
    foreign = {node.attr for node in used if not (isinstance(node.value, ast.Name) and node.value.id == "self")}
    return stored - foreign


class Renamer(ast.NodeTransformer):
    """Gives new names to everything that is a file's own."""

    def __init__(self, tree, draw):
        self.defined = {node.name for node in ast.walk(tree) if isinstance(node, (*FUNCTIONS, ast.ClassDef))}
        self.names = {name: f"v{draw.randrange(10**12)}" for name in sorted(own_names(tree))}
        self.fields = {name: f"f{draw.randrange(10**12)}" for name in sorted(own_fields(tree))}

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id in self.defined:
            for keyword in node.keywords:
                keyword.arg = self.names.get(keyword.arg, keyword.arg)
        return self.generic_visit(node)

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        node.arg = self.names.get(node.arg, node.arg)
        return self.generic_visit(node)

    def visit_FunctionDef(self, node):
        node.name = self.names.get(node.name, node.name)
        return self.generic_visit(node)

    visit_ClassDef = visit_FunctionDef

    def visit_Attribute(self, node):
        node.attr = self.fields.get(node.attr, node.attr)
        return self.generic_visit(node)

    def visit_Nonlocal(self, node):
        node.names = [self.names.get(name, name) for name in node.names]
        return node

    visit_Global = visit_Nonlocal


def renamed(source, seed):
    """Returns the source with other names, and without its comments and its layout."""
    tree = ast.parse(source)
    return ast.unparse(Renamer(tree, random.Random(seed)).visit(tree))


def padded(source, seed):
    """Returns the source with docstrings, `pass`, annotations and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            for parameter in node.args.args:
                parameter.annotation = ast.Constant("Tensor | None")
            node.returns = ast.Name("object")
            node.body[:0] = [ast.Expr(ast.Constant(f"number {seed}"))]
        if isinstance(node, (*FUNCTIONS, ast.For, ast.If)):
            node.body.append(ast.Pass())
    return f"# {seed}\n\n" + ast.unparse(ast.fix_missing_locations(tree)).replace("\n\n", "\n\n\n# and more\n")


def reordered(source, seed):
    """Returns the source with its imports and its functions in another order, and a main block at the end."""
    tree, draw = ast.parse(source), random.Random(seed)
    for kinds in ((ast.Import, ast.ImportFrom), FUNCTIONS):
        places = [index for index, node in enumerate(tree.body) if isinstance(node, kinds)]
        nodes = [tree.body[index] for index in places]
        draw.shuffle(nodes)
        for index, node in zip(places, nodes, strict=True):
            tree.body[index] = node
    return ast.unparse(tree) + "\n\nif __name__ == '__main__':\n    import sys\n    print(sys.argv)\n"


def retuned(source, seed):
    """Returns the source with other numbers."""
    tree, draw = ast.parse(source), random.Random(seed)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value = draw.randrange(1000)
    return ast.unparse(tree)
