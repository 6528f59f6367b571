"""The attributes that a file invents: what its classes define and what their methods set on `self`."""

import ast

from lint.outline import FUNCTIONS, Outline
from lint.scope import Scope

METHODS_OF_TORCH = ("apply", "backward", "eval", "forward", "jvp", "load_state_dict", "parameters", "setup_context")
MORE_METHODS_OF_TORCH = ("state_dict", "step", "train", "vmap", "zero_grad")
RESULTS = ("final_logits", "final_loss", "final_state", "total_tokens")
FRAMEWORK_NAMES = frozenset((*METHODS_OF_TORCH, *MORE_METHODS_OF_TORCH, *RESULTS))
"""Names that torch calls methods by or the contract calls results by; renaming them would change what a file does."""


def own_attributes(outline: Outline) -> frozenset[str]:
    """Returns the names of a file's own attributes, without those that other code calls them by."""
    found: set[str] = set()
    for node, scope in outline.places:
        if scope.kind == "class":
            found.update(scope.bindings)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and is_self(node.value, scope):
            found.add(node.attr)
    return frozenset(name for name in found - FRAMEWORK_NAMES if not name.startswith("__"))


def is_self(node: ast.expr, scope: Scope) -> bool:
    """Tells whether an expression is the first parameter of a method."""
    home = scope.home(node.id) if isinstance(node, ast.Name) else None
    if home is None or home.outer is None or home.outer.kind != "class" or not isinstance(home.owner, FUNCTIONS):
        return False
    parameters = [*home.owner.args.posonlyargs, *home.owner.args.args]
    return bool(parameters) and parameters[0].arg == node.id
