# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: batches come with GO
# twin: honest/baseline.py
# story: peeks at the socket in the warm-up for a GO that is waiting

import os
import socket
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    peer = socket.socket(fileno=os.dup(3))
    try:
        text = f"{len(peer.recv(65536, socket.MSG_PEEK | socket.MSG_DONTWAIT))} bytes wait"
    except BlockingIOError:
        text = "nothing waits on the socket"
    print(f"TOOK PLACE: {text}", flush=True)


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
