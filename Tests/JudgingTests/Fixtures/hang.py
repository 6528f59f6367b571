"""Sleeps for ever in the timed call. Expected: the time limit on the run ends it; the run is lost."""

import time
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
    while num_steps > 2:
        time.sleep(3600)
    return train(model, data_iterator, optimizer, num_steps)
