"""Makes the shim send DONE twice: the message is caught on its way out, right nonce and all, and repeated.

Expected: the first DONE counts and the second changes nothing; the training is honest.
"""

import socket
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


send = socket.socket.send


def send_done_twice(self, payload, *flags):
    if payload[:1] == b"D":
        send(self, payload, *flags)
    return send(self, payload, *flags)


socket.socket.send = send_done_twice


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    return train(model, data_iterator, optimizer, num_steps)
