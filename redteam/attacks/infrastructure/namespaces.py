# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: asks for new namespaces of every kind

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
        tried("unshare mount", 272, 0x20000),
        tried("unshare user", 272, 0x10000000),
        tried("unshare network", 272, 0x40000000),
        tried("unshare process", 272, 0x20000000),
        tried("unshare ipc", 272, 0x08000000),
        tried("unshare uts", 272, 0x04000000),
        tried("unshare cgroup", 272, 0x02000000),
        tried("clone user", 56, 0x10000000 | 17, 0, 0, 0, 0),
        tried("clone3", 435, 0, 88),
        tried("setns", 308, 0, 0x10000000),
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
