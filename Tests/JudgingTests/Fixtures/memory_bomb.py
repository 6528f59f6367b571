"""Takes memory without end in the timed call, writing to every page. Expected: the memory limit ends it; run lost.

To be run only in a sandbox with a memory limit. Should that limit be missing, it stops by itself at 12 GiB.
"""

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


CHUNK_BYTES = 64 << 20
MAX_CHUNKS = 192


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        return train(model, data_iterator, optimizer, num_steps)
    hoard = [b"\xff" * CHUNK_BYTES for _ in range(MAX_CHUNKS)]
    raise RuntimeError(f"nothing stopped {sum(map(len, hoard))} bytes")
