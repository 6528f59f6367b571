# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: takes the shim's own object from its frame and reads all that it holds

import sys
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    frame = sys._getframe()
    while "trial" not in frame.f_locals:
        frame = frame.f_back
    trial = frame.f_locals["trial"]
    held = {name: type(value).__name__ for name, value in vars(trial).items()}
    print(f"TOOK PLACE: the shim holds {sorted(held)}", flush=True)


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
