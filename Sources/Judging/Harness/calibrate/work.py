"""How much of the forward and backward work single parts of the model are.

By the formula that MFU uses, one token costs 6 N + 12 L T d: six operations for each weight of a matrix, and 12 T d in
each layer for the products of attention.
"""

from workloads.settings import TinyGPTSettings


def layer_work(settings: TinyGPTSettings) -> float:
    """Operations a token in one layer: 12 d² weights, and attention."""
    return 6 * 12 * settings.width**2 + 12 * settings.sequence_length * settings.width


def attention_work(settings: TinyGPTSettings) -> float:
    """Operations a token in the attention of one layer: 4 d² weights and the products."""
    return 6 * 4 * settings.width**2 + 12 * settings.sequence_length * settings.width


def output_work(settings: TinyGPTSettings) -> float:
    """Operations a token in the head that makes logits."""
    return 6 * settings.width * settings.vocabulary


def share(settings: TinyGPTSettings, work: float) -> float:
    """Returns some operations a token as a share of all of them."""
    return work / (settings.layers * layer_work(settings) + output_work(settings))
