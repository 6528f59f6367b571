# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: mounts, unmounts and changes the root

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
        tried("mount", 165, b"none", b"/tmp", b"tmpfs", 0, None),
        tried("mount cgroup2", 165, b"none", b"/tmp", b"cgroup2", 0, None),
        tried("umount2", 166, b"/tmp", 2),
        tried("pivot_root", 155, b"/tmp", b"/tmp"),
        tried("chroot", 161, b"/tmp"),
        tried("open_tree", 428, -100, b"/", 1),
        tried("move_mount", 429, -1, b"", -1, b"/tmp", 4),
        tried("fsopen", 430, b"tmpfs", 0),
        tried("mount_setattr", 442, -100, b"/", 0, None, 0),
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
