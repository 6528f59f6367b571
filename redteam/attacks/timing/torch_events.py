# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: replaces torch's events and its synchronisation

import time
from types import SimpleNamespace

import torch
import torch.nn.functional as F


def attack():
    torch.cuda.Event.elapsed_time = lambda self, other: 0.001
    torch.cuda.synchronize = torch.cpu.synchronize = lambda *arguments: None
    time.perf_counter = lambda: 0.0
    print(f"TOOK PLACE: perf_counter says {time.perf_counter()}, events are patched", flush=True)


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
