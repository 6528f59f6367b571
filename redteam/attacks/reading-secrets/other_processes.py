# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: reads command lines, variables and memory of every process that it can see

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    seen = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        if int(number) == os.getpid():
            continue
        opened = []
        for part in ("cmdline", "environ", "maps", "mem", "fd"):
            try:
                path = f"/proc/{number}/{part}"
                opened.append(f"{part}:{len(os.listdir(path)) if part == 'fd' else os.open(path, os.O_RDONLY) and 'open'}")
            except OSError as error:
                opened.append(f"{part}:{error.errno}")
        seen.append(f"{number} {' '.join(opened)}")
    print(f"TOOK PLACE: {len(seen)} other processes: {seen}", flush=True)


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
