# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: has a child that sends everybody the signal to go on, without end

import os
import signal
import time
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    parent = os.getpid()
    if os.fork() == 0:
        for _ in range(2000):
            os.kill(parent, signal.SIGCONT)
            time.sleep(0.005)
        os._exit(0)
    print(f"TOOK PLACE: process {parent} is told to go on every 5 ms", flush=True)


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
