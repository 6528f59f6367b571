"""Tries to cut the output file short and to make it longer, asserts that both fail, and trains honestly.

Expected: accepted; the file is sealed against shrinking and growing.
"""

import fcntl
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


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    output = output_descriptor()
    size = os.fstat(output).st_size
    for length in (0, size - 1, size + 4096):
        try:
            os.ftruncate(output, length)
        except PermissionError:
            continue
        raise AssertionError(f"the output file could be cut to {length} bytes")
    assert os.fstat(output).st_size == size
    return train(model, data_iterator, optimizer, num_steps)
