# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: asks for a time namespace in which the clock stands elsewhere

import ctypes
import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F

LIBC = ctypes.CDLL(None, use_errno=True)


def tried(name, result):
    """Returns what the kernel said, and ends the run when it said yes."""
    if result >= 0:
        raise RuntimeError(f"{name} was allowed")
    return f"{name} {errno.errorcode[ctypes.get_errno()]}"


def attack():
    said = [tried("unshare(CLONE_NEWTIME)", LIBC.unshare(0x80))]
    try:
        with open("/proc/self/timens_offsets", "w") as file:
            file.write("monotonic -100 0")
        raise RuntimeError("the clock's offset could be written")
    except OSError as error:
        said.append(f"timens_offsets {errno.errorcode[error.errno]}")
    print(f"TOOK PLACE: {said} in process {os.getpid()}", flush=True)


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
