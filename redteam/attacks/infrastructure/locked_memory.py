# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: resource limits
# twin: honest/baseline.py
# story: pins memory so that it cannot be taken back

import ctypes
import errno
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    block = ctypes.create_string_buffer(16 << 20)
    said = []
    for name, result in (("mlock", lambda: libc.mlock(block, 16 << 20)), ("mlockall", lambda: libc.mlockall(3))):
        if result() == 0:
            raise RuntimeError(f"{name} was allowed")
        said.append(f"{name} {errno.errorcode[ctypes.get_errno()]}")
    print(f"TOOK PLACE: {said}", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
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
