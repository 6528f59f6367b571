"""Tiny models of transformers for the tests, and descriptions of workloads with them."""

import hashlib
from pathlib import Path

HF_HONEST = Path(__file__).parent / "fixtures/hf_honest.py"

QWEN2 = {
    "model_type": "qwen2",
    "vocab_size": 256,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "intermediate_size": 64,
    "max_position_embeddings": 64,
    "rope_theta": 1e6,
    "tie_word_embeddings": True,
    "attention_dropout": 0.0,
}
GPT2 = {"model_type": "gpt2", "vocab_size": 256, "n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 64}
OPT = {
    "model_type": "opt",
    "vocab_size": 256,
    "hidden_size": 32,
    "word_embed_proj_dim": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "ffn_dim": 64,
    "max_position_embeddings": 64,
}
GEMMA = {**QWEN2, "model_type": "gemma", "head_dim": 16}

HF_SMALL = {
    "name": "hf-causal-lm",
    "config": QWEN2,
    "weights": None,
    "tokens": None,
    "sequence_length": 32,
    "batch": 4,
    "learning_rate": 1e-3,
    "weight_decay": 0.1,
    "beta1": 0.9,
    "beta2": 0.95,
    "epsilon": 1e-8,
    "precision": "fp32",
    "device": "cpu",
}


def sha256(path):
    """Returns the SHA-256 of a file in hexadecimal digits."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
