# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: control group
# twin: honest/baseline.py
# story: cuts its memory into tens of thousands of mappings

import mmap
from types import SimpleNamespace

import torch.nn.functional as F

KEPT = []


def attack():
    for index in range(30000):
        KEPT.append(mmap.mmap(-1, 4096, prot=mmap.PROT_READ if index % 2 else mmap.PROT_READ | mmap.PROT_WRITE))
    with open("/proc/self/maps") as maps:
        print(f"TOOK PLACE: {sum(1 for _ in maps)} mappings", flush=True)


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
