# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: closes its output descriptors and leaves the numbers unused

import os
import sys
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    print("TOOK PLACE: descriptors 1 and 2 are closed after this line", flush=True)
    sys.stdout = sys.stderr = None
    os.closerange(1, 3)


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
