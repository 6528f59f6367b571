"""Finding the transformer blocks of a model."""

from torch import nn


def blocks_of(model: nn.Module) -> list[nn.Module]:
    """Returns the members of the longest list of modules of one class, in order; empty when a model has no list.

    Of lists that are equally long the outermost counts: what a block holds, such as its experts, comes after it.
    """
    lists = [module for module in model.modules() if isinstance(module, nn.ModuleList) and is_uniform(module)]
    outermost = [found for found in lists if not any(found is inner for outer in lists for inner in inside(outer))]
    return list(max(outermost, key=len, default=[]))


def is_uniform(modules: nn.ModuleList) -> bool:
    """Tells whether all members are of one class."""
    return len({type(module) for module in modules}) == 1


def inside(modules: nn.ModuleList) -> list[nn.Module]:
    """Returns every module inside a list but the list itself."""
    return [found for found in modules.modules() if found is not modules]
