"""The contract "crusade-tps": `inner_steps` as it was published with the score in tokens per second."""

from contracts.inner_steps import InnerSteps


class CrusadeTPS(InnerSteps):
    """`inner_steps`, whose result has three attributes and logits of three dimensions."""

    NAME = "crusade-tps"
