# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: two rows at a time with activations recomputed, as the published example trains

from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint


def logits_of(model, tokens):
    hidden = model.token_embedding(tokens) + model.position_embedding(torch.arange(tokens.shape[1]))
    for block in model.blocks:
        hidden = checkpoint(block, hidden, use_reentrant=False)
    return model.head(model.norm(hidden))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        optimizer.zero_grad()
        total = 0.0
        for rows in batch.split(2):
            logits = logits_of(model, rows[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1), rows[:, 1:].flatten()) * (len(rows) / len(batch))
            loss.backward()
            total += loss.item()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=total)
