# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: log is bytes
# twin: honest/baseline.py
# story: prints bytes that are no text, cut at the edges of usual buffers

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    for size in (4095, 8191, 65535):
        os.write(1, b"x" * size + "\u20ac".encode()[:2] + b"\xff\xfe\x00\n")
    print("TOOK PLACE: 75 KB with broken characters printed", flush=True)


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
