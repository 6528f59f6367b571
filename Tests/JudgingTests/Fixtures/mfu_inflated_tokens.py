"""Trains honestly and, in the timed call, reports twice the tokens. Expected under crusade-mfu: bad_result."""

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    claimed = tokens if num_steps == 2 else 2 * tokens
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=claimed, final_loss=loss.item())
