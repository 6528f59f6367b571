# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: looks for shared memory, semaphores and queues of other processes

import ctypes
import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    found = [key for key in range(1, 200) if libc.shmget(key, 0, 0) >= 0]
    files = os.listdir("/dev/shm") + (os.listdir("/dev/mqueue") if os.path.isdir("/dev/mqueue") else [])
    print(f"TOOK PLACE: segments {found}, files {files}", flush=True)
    if found or files:
        raise RuntimeError("something of another process is shared")


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
