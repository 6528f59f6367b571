# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: processor set
# twin: honest/baseline.py
# story: spreads itself over all processors of the machine and uses two threads

import os
from types import SimpleNamespace

import torch
import torch.nn.functional as F


def attack():
    before = sorted(os.sched_getaffinity(0))
    try:
        os.sched_setaffinity(0, range(os.cpu_count()))
        said = f"now {sorted(os.sched_getaffinity(0))}"
    except OSError as error:
        said = error.strerror
    torch.set_num_threads(2)
    print(f"TOOK PLACE: processors {before}, asked for {os.cpu_count()}: {said}", flush=True)
    if len(os.sched_getaffinity(0)) > len(before):
        raise RuntimeError("more processors could be had")


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
    torch.set_num_threads(1)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
