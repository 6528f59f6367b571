# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: keeps things in the kernel's keyrings, which outlive processes

import ctypes
import errno
from types import SimpleNamespace

import torch.nn.functional as F

LIBC = ctypes.CDLL(None, use_errno=True)


def tried(name, *call):
    """Makes a system call by number; returns what the kernel said, and ends the run when it said yes."""
    ctypes.set_errno(0)
    if LIBC.syscall(*call) >= 0:
        raise RuntimeError(f"{name} was allowed")
    return f"{name} {errno.errorcode[ctypes.get_errno()]}"


def attack():
    said = [
        tried("add_key", 248, b"user", b"tiltyard", b"x", 1, -4),
        tried("request_key", 249, b"user", b"tiltyard", None, 0),
        tried("keyctl join", 250, 1, None),
        tried("keyctl search", 250, 10, -4, b"user", b"tiltyard", 0),
    ]
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
