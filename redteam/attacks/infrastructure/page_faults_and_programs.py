# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: asks for page faults, kernel programs and modules of its own

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
        tried("userfaultfd", 323, 1),
        tried("userfaultfd", 323, 0),
        tried("bpf map", 321, 0, ctypes.create_string_buffer(120), 120),
        tried("init_module", 175, None, 0, b""),
        tried("finit_module", 313, -1, b"", 0),
        tried("kexec_load", 246, 0, 0, None, 0),
        tried("reboot", 169, 0xFEE1DEAD, 672274793, 0, None),
        tried("iopl", 172, 3),
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
