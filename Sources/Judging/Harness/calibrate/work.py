"""How much of the forward and backward work single parts of the model are.

By the formula that MFU uses, one token costs 6 N + 12 L T d: six operations for each weight of a matrix, and 12 T d in
each layer for the products of attention. The weights of a layer are taken to be 12 d², as in GPT; in models of other
proportions the shares are estimates, and nothing but the reported savings follows from them.
"""

from workloads.workload import Shape


def layer_work(shape: Shape) -> float:
    """Operations a token in one layer: 12 d² weights, and attention."""
    return 6 * 12 * shape.width**2 + 12 * shape.sequence_length * shape.width


def attention_work(shape: Shape) -> float:
    """Operations a token in the attention of one layer: 4 d² weights and the products."""
    return 6 * 4 * shape.width**2 + 12 * shape.sequence_length * shape.width


def output_work(shape: Shape) -> float:
    """Operations a token in the head that makes logits."""
    return 6 * shape.width * shape.vocabulary


def share(shape: Shape, work: float) -> float:
    """Returns some operations a token as a share of all of them."""
    return work / (shape.layers * layer_work(shape) + output_work(shape))
