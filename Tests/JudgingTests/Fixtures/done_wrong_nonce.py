"""Sends a DONE with a nonce of zeros at the start of the timed call. Expected: rejected for the wrong nonce."""

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


HOST_DESCRIPTOR = 3


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        os.write(HOST_DESCRIPTOR, b"D" + bytes(16))
    return train(model, data_iterator, optimizer, num_steps)
