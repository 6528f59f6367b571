# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host takes no descriptors
# twin: honest/baseline.py
# story: attaches the socket itself to READY

import os
import socket
from types import SimpleNamespace

import torch.nn.functional as F

send = socket.socket.send


def send_with_descriptors(self, payload, *flags):
    """Attaches the socket itself to READY, which keeps it alive in its own queue."""
    if payload != b"R":
        return send(self, payload, *flags)
    print("TOOK PLACE: the socket attached to READY", flush=True)
    return socket.send_fds(self, [payload], [self.fileno(), os.open("/tmp", os.O_RDONLY), 0])


socket.socket.send = send_with_descriptors


def inner_steps(model, data_iterator, optimizer, num_steps, device):
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
