"""Trains with an AdamW of its own. Expected under crusade-mfu: rejected by the moments; the weights are right."""

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    arguments = {key: optimizer.defaults[key] for key in ("lr", "betas", "eps", "weight_decay")}
    own = torch.optim.AdamW(model.parameters(), **arguments)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        own.zero_grad()
        loss.backward()
        own.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
