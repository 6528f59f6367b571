# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: allocates memory without clearing it and looks for what was left there

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def attack():
    used = 0
    for size in (1 << 10, 1 << 16, 1 << 20, 1 << 22):
        used += int((torch.empty(size) != 0).sum())
    print(f"TOOK PLACE: {used} values that are not zero in fresh memory", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        attack()
    tokens, last = 0, 0.0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
