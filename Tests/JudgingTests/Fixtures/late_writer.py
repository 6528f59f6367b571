"""Trains half of the steps before DONE and the rest after it, writing weights into the output file all the while.

A thread goes on training when the timed call has returned, and copies every parameter, over and over, to where the shim
put it, through a mapping of its own. Expected: rejected; what counts is what was there when the box was frozen.
"""

import fcntl
import mmap
import os
import threading
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


def output_descriptor():
    """Returns the memory file that is open for writing."""
    for name in os.listdir("/proc/self/fd"):
        try:
            is_memory_file = "memfd:" in os.readlink(f"/proc/self/fd/{name}")
            is_sealed = fcntl.fcntl(int(name), fcntl.F_GET_SEALS) & fcntl.F_SEAL_WRITE if is_memory_file else True
        except OSError:
            continue
        if not is_sealed:
            return int(name)
    raise RuntimeError("no output file was found")


def go_on(model, data_iterator, optimizer, num_steps, mapping):
    for step in range(num_steps):
        # So slowly that it is not done before it is stopped: not even by a machine that takes seconds for that.
        time.sleep(10 if step else 0.05)
        train(model, data_iterator, optimizer, 1)
        write_weights(model, mapping)
    while True:
        write_weights(model, mapping)


def write_weights(model, mapping):
    offset = 0
    for parameter in model.parameters():
        data = parameter.detach().numpy().tobytes()
        mapping[offset : offset + len(data)] = data
        offset += -(-len(data) // 64) * 64


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        return train(model, data_iterator, optimizer, num_steps)
    mapping = mmap.mmap(output_descriptor(), 0)
    half = num_steps // 2
    result = train(model, data_iterator, optimizer, half)
    rest = (model, data_iterator, optimizer, num_steps - half, mapping)
    threading.Thread(target=go_on, args=rest, daemon=True).start()
    return result
