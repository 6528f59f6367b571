# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: control group
# twin: honest/baseline.py
# story: makes fifty thousand empty files and folders

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    made = 0
    for index in range(500):
        os.mkdir(f"/tmp/d{index}")
        for number in range(100):
            os.close(os.open(f"/tmp/d{index}/{number}", os.O_CREAT | os.O_WRONLY))
            made += 1
    print(f"TOOK PLACE: {made} files made and left behind", flush=True)


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
