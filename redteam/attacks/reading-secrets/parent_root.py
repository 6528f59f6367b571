# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: looks at the host's files through the root and the folder of other processes

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    seen = []
    for path in ("/proc/1/root", "/proc/1/cwd", "/proc/self/root/..", "/proc/1/fd", "/proc/1/task/1/root"):
        try:
            seen.append(f"{path}: {len(os.listdir(path))} entries")
        except OSError as error:
            seen.append(f"{path}: {error.strerror}")
    print(f"TOOK PLACE: {seen}", flush=True)
    if os.path.exists("/proc/1/root/root") or os.path.exists("/proc/1/root/home"):
        raise RuntimeError("the host's folders can be seen")


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
