"""Trains honestly and writes 256 MiB to standard output during the timed call.

Expected: accepted; the log is cut at its limit and the host neither stalls nor runs out of memory.
"""

import os
from types import SimpleNamespace

import torch.nn.functional as F


def train(model, data_iterator, optimizer, num_steps):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())


CHUNK = b"x" * 65535 + b"\n"
CHUNKS = 4096


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        for _ in range(CHUNKS):
            os.write(1, CHUNK)
    return train(model, data_iterator, optimizer, num_steps)
