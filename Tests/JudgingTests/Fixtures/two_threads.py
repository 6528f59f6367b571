"""Asks torch for two threads, then trains honestly. Expected: accepted; the cores it was given decide its speed."""

from types import SimpleNamespace

import torch
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
    torch.set_num_threads(2)
    assert torch.get_num_threads() == 2
    return train(model, data_iterator, optimizer, num_steps)
