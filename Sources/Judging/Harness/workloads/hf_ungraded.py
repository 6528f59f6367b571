"""Parameters whose gradient is rounding noise, so that two honest programs never agree about them.

What is added to all keys alike adds the same number to all scores of a query, and softmax takes no notice. So the exact
gradient of a bias on attention keys is zero wherever positions enter before the keys are made, or beside them: OPT,
GPT-2 (a third of its fused bias), Bloom. Where keys are rotated by their position, the bias is rotated with them and
its gradient is not zero. But it falls with the frequency of the rotation: in a small Qwen2 with theta 1e6 the smallest
element is 1e-5 of the largest. Phi and GPT-NeoX rotate a part and have exact zeros in the rest. AdamW divides by the
gradient's own size, so an update made of noise is as large as any other.

Measured with 2 layers, ten steps, one micro-batch a row against whole batches, the update error of a layer's bias:
OPT 0.9 to 1.4, Phi 0.06 to 0.09, GPT-2 0.02 to 0.04 and Qwen2 0.001 to 0.004 in float32, where all other tensors are
below 1e-5; and 0.3 to 1.2 for all four in both bfloat16 classes. So all biases on keys are left out, however a model
treats positions. That gives nothing away: the bias's gradient is one sum, and a step without it is no faster.
"""

import re

from torch import nn

KEY_BIAS = re.compile(
    r"(^|\.)(k_proj|key|key_proj|wk|c_attn|query_key_value|qkv_proj|qkv|Wqkv|k_norm|k_layernorm|key_layernorm)\.bias$"
)
"""Names of biases on keys, alone or fused with those on queries and values, in the models of transformers."""


def ungraded_parameters(model: nn.Module) -> frozenset[str]:
    """Returns the names of a model's biases on attention keys."""
    return frozenset(name for name, _ in model.named_parameters() if KEY_BIAS.search(name))
