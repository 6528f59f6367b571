# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: searches its own memory for texts that look like a seed

import os
import re
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    finds, seen = 0, 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in maps:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            if "rw" not in line or end - start > 8 << 20:
                continue
            try:
                data = os.pread(memory.fileno(), end - start, start)
            except (OSError, OverflowError):
                continue
            seen += len(data)
            finds += len(re.findall(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", data))
    print(f"TOOK PLACE: {seen >> 20} MB searched, {finds} texts of 64 digits", flush=True)


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
