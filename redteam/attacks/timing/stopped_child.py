# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: keeps a child that is stopped by a signal, which must not count as running

import os
import signal
import time
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    child = os.fork()
    if child == 0:
        while True:
            signal.pause()
    os.kill(child, signal.SIGSTOP)
    time.sleep(0.005)
    with open(f"/proc/{child}/stat") as file:
        print(f"TOOK PLACE: the child's state is {file.read().split(') ')[1][0]}", flush=True)


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
