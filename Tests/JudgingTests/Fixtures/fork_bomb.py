"""Forks without end in the timed call; every child sleeps. Expected: the limit on processes holds, and the run is lost.

To be run only in a sandbox that limits the number of processes. Should that limit be missing, it stops by itself at
1000 children, which end after a minute.
"""

import os
import time
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


MAX_CHILDREN = 1000


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        return train(model, data_iterator, optimizer, num_steps)
    for _ in range(MAX_CHILDREN):
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    raise RuntimeError(f"nothing stopped {MAX_CHILDREN} children")
