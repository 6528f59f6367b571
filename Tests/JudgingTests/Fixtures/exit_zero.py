"""Ends its process with status 0 in the timed call. Expected: lost, no DONE ever comes; the status decides nothing."""

import os
from types import SimpleNamespace

import torch.nn.functional as F


def train(model, data_iterator, optimizer, num_steps):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        os._exit(0)
    return train(model, data_iterator, optimizer, num_steps)
