"""Transformers, imported only when a workload needs it, and never allowed to look anything up on the network."""

import copy
import os
import re
from typing import Any

import torch

from workloads.settings import WorkloadError

DROPOUT = re.compile(r"dropout|pdrop$|layerdrop|^router_jitter_noise$")
"""Names in a configuration whose value is a probability of leaving something out, or the size of some noise."""

OWNED = ("dtype", "torch_dtype", "attn_implementation", "_attn_implementation", "name_or_path", "_name_or_path")
"""Keys of a configuration that the workload decides, or that only say where it came from."""


def load_transformers() -> Any:
    """Returns the module transformers. Raises WorkloadError when it is missing, with the way to get it."""
    for name, value in {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_VERBOSITY": "error", "USE_TF": "0"}.items():
        os.environ.setdefault(name, value)
    try:
        import transformers
    except ImportError as error:
        raise WorkloadError(f"transformers cannot be imported; run scripts/setup hf ({error})") from error
    return transformers


def make_config(description: dict[str, Any]) -> Any:
    """Returns a transformers configuration of a causal language model, without dropout and without a cache.

    Raises WorkloadError for a type of model that transformers does not know, and for what its class refuses.
    """
    transformers = load_transformers()
    values = {key: value for key, value in description.items() if key not in ("model_type", *OWNED)}
    try:
        config = transformers.AutoConfig.for_model(description["model_type"], **copy.deepcopy(values))
    except Exception as error:
        raise WorkloadError(f"workload key 'config' is refused by transformers: {error}") from error
    if config.is_encoder_decoder or type(config) not in transformers.MODEL_FOR_CAUSAL_LM_MAPPING:
        raise WorkloadError(f"workload key 'config.model_type': {config.model_type!r} is no causal language model")
    for part in {id(part): part for part in (config, config.get_text_config())}.values():
        part.use_cache = False
        for key, value in vars(part).items():
            if DROPOUT.search(key) and isinstance(value, float) and value > 0:
                setattr(part, key, 0.0)
    return config


def make_model(config: Any, dtype: torch.dtype, device: str) -> torch.nn.Module:
    """Returns a model in training mode whose parameters have no values yet; its other buffers have theirs.

    Of the ways to compute attention it has the one that transformers takes by itself: torch's fused kernel where the
    model's class supports it.
    """
    transformers = load_transformers()
    from transformers.modeling_utils import no_init_weights

    with torch.device(device), no_init_weights():
        model = transformers.AutoModelForCausalLM.from_config(copy.deepcopy(config), dtype=dtype)
    model.tie_weights()
    return model.train()


def make_outline(config: Any, dtype: torch.dtype) -> torch.nn.Module:
    """Returns the model on the device "meta", without any memory behind it.

    Raises WorkloadError when the configuration makes no model, or one with dropout.
    """
    try:
        model = make_model(config, dtype, "meta")
    except Exception as error:
        raise WorkloadError(f"workload key 'config' makes no model: {type(error).__name__}: {error}") from error
    if any(isinstance(module, torch.nn.Dropout) and module.p > 0 for module in model.modules()):
        raise WorkloadError("workload key 'config' asks for dropout, which no two programs can agree about")
    return model
