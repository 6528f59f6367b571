# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: walks up the call stack and looks for the reference, the seed and the data

import sys
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    frame, names = sys._getframe(), []
    while frame is not None:
        names += [f"{frame.f_code.co_name}.{name}" for name in frame.f_locals]
        frame = frame.f_back
    hits = [name for name in names if any(word in name.lower() for word in ("reference", "seed", "answer", "secret"))]
    print(f"TOOK PLACE: {len(names)} local variables seen, of the answer {hits}", flush=True)


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
