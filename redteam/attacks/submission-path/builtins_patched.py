# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: replaces Python's own functions for every module that looks them up

import builtins
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    builtins.abs = builtins.sum = builtins.max = builtins.float = lambda *arguments: 0.0
    builtins.isinstance = lambda value, kind: True
    print(f"TOOK PLACE: the sum of one and one is {sum([1, 1])}", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
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
    if num_steps > 2:
        attack()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
