# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: leaves a thread in an uninterruptible wait for a child made by vfork

import ctypes
import os
import threading
import time
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    if os.fork() == 0:
        code = ctypes.CDLL(None)
        if code.syscall(58) == 0:
            code.syscall(35, (ctypes.c_long * 2)(20, 0), None)
            code.syscall(60, 0)
        os._exit(0)
    time.sleep(0.01)
    states = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        with open(f"/proc/{number}/stat") as file:
            states.append(file.read().split(") ")[1][0])
    print(f"TOOK PLACE: states of the processes are {''.join(states)}", flush=True)


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
