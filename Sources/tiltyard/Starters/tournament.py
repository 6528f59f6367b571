"""The plain form of the three functions: load the model, read the tokens, train the whole batch with torch's AdamW.

The optimizer is made from the figures in optimizer.json, beside the model. It works with the built-in tiny-gpt, whose
model is a file, and with models of transformers, which are folders.
"""

import json
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
OPTIMIZERS = {}


def setup_model(model_path):
    path = Path(model_path)
    if path.is_dir():
        from transformers import AutoModelForCausalLM

        model = AutoModelForCausalLM.from_pretrained(model_path, dtype="auto")
    else:
        model = torch.load(model_path, weights_only=False)
    model = model.to(DEVICE).train()
    figures = json.loads(path.with_name("optimizer.json").read_text())
    OPTIMIZERS["adamw"] = torch.optim.AdamW(model.parameters(), **figures["arguments"])
    return model


def setup_data(data_path, batch_size, seq_len):
    tokens = torch.from_numpy(numpy.load(data_path))
    return iter(tokens.split(batch_size))


def train_step(model, batch):
    optimizer, batch = OPTIMIZERS["adamw"], batch.to(DEVICE)
    outputs = model(batch[:, :-1])
    logits = outputs.logits if hasattr(outputs, "logits") else outputs
    loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return batch.numel()
