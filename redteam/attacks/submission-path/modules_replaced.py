# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: replaces the main module, its own entry and the shim's modules by empty ones

import sys
import types
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    names = ["__main__", "train", "contestant.shim", "contestant.trial", "wire", "layout", "memory", "text"]
    for name in names:
        sys.modules[name] = types.ModuleType(name)
    print(f"TOOK PLACE: {len(names)} modules replaced", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
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
