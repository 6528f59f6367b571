# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: opens files by handle, makes devices and watches whole file systems

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
        tried("open_by_handle_at", 304, -100, ctypes.create_string_buffer(64), 0),
        tried("name_to_handle_at", 303, -100, b"/", ctypes.create_string_buffer(64), ctypes.create_string_buffer(8), 0),
        tried("mknod", 133, b"/tmp/memory", 0o20600, 0x101),
        tried("fanotify_init", 300, 0, 0),
        tried("quotactl", 179, 0x80000700, b"/", 0, None),
        tried("swapon", 167, b"/tmp/x", 0),
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
