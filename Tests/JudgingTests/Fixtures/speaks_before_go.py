"""Sends one byte after READY and before GO, from a thread that the warm-up call starts.

The thread waits for an event that the patched `send` sets as soon as READY has left, and `send` waits for the thread,
so that the byte always follows READY at once. Expected: a verdict of its own; the host never says GO.
"""

import os
import socket
import threading
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
send = socket.socket.send
ready_is_out = threading.Event()
byte_is_out = threading.Event()


def send_and_tell(self, payload, *flags):
    count = send(self, payload, *flags)
    if payload == b"R":
        ready_is_out.set()
        byte_is_out.wait()
    return count


def speak():
    ready_is_out.wait()
    os.write(HOST_DESCRIPTOR, b"x")
    byte_is_out.set()


socket.socket.send = send_and_tell


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        threading.Thread(target=speak, daemon=True).start()
    return train(model, data_iterator, optimizer, num_steps)
