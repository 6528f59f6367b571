# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: log limit
# twin: honest/baseline.py
# story: prints almost as much as the log may hold

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    for _ in range(15):
        os.write(1, b"x" * 63 + b"\n" + b"y" * 65000 + b"\n")
    print("TOOK PLACE: 976 KB printed", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print("TOOK PLACE: 976 KB follow", flush=True)
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
