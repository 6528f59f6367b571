# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: sealed memory files
# twin: honest/baseline.py
# story: tries to change the run's weights and batches where host and referee have them too

import ctypes
import errno
import mmap
import os
from contestant import trial
from types import SimpleNamespace

import torch.nn.functional as F

load = trial.InputFile
SAID = []


def watched(descriptor):
    """Tries every way to write to an input file before the shim maps it."""
    for name, call in (
        ("pwrite", lambda: os.pwrite(descriptor, b"x", 0)),
        ("mmap", lambda: mmap.mmap(descriptor, 0)),
        ("ftruncate", lambda: os.ftruncate(descriptor, 0)),
        ("reopen", lambda: os.open(f"/proc/self/fd/{descriptor}", os.O_RDWR)),
    ):
        try:
            value = call()
            SAID.append(f"{name} {value if name == 'reopen' else 'ALLOWED'}")
            if name == "reopen":
                os.pwrite(value, b"x", 0)
                raise RuntimeError("an input could be written")
        except OSError as error:
            SAID.append(f"{name} {errno.errorcode[error.errno]}")
    return load(descriptor)


trial.InputFile = watched


def attack():
    address = None
    with open("/proc/self/maps") as maps:
        for line in maps:
            if "/memfd:batches" in line:
                address = int(line.split("-")[0], 16)
    libc = ctypes.CDLL(None, use_errno=True)
    said = libc.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(4096), 3) if address else 0
    print(f"TOOK PLACE: {SAID}, mprotect {errno.errorcode[ctypes.get_errno()] if said else 'ALLOWED'}", flush=True)
    if not said or any("ALLOWED" in text for text in SAID):
        raise RuntimeError("an input could be written")


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
