"""Honest but for the fifth step, which trains nothing. Expected under tournament-v0: rejected, update error."""

import json
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F

OPTIMIZERS = {}
CALLS = []


def setup_model(model_path):
    model = torch.load(model_path, weights_only=False)
    figures = json.loads(Path(model_path).with_name("optimizer.json").read_text())
    OPTIMIZERS["adamw"] = torch.optim.AdamW(model.parameters(), **figures["arguments"])
    return model


def setup_data(data_path, batch_size, seq_len):
    return iter(torch.from_numpy(numpy.load(data_path)).split(batch_size))


def train_step(model, batch):
    CALLS.append(None)
    if len(CALLS) == 5:
        return batch.numel()
    loss = F.cross_entropy(model(batch[:, :-1]).flatten(0, 1), batch[:, 1:].flatten())
    loss.backward()
    OPTIMIZERS["adamw"].step()
    OPTIMIZERS["adamw"].zero_grad()
    return batch.numel()
