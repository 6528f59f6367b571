# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: asks the kernel for its log and its symbols

import ctypes
import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(4096)
    length = libc.klogctl(3, buffer, 4096)
    said = [f"syslog {errno.errorcode[ctypes.get_errno()] if length < 0 else length}"]
    for path in ("/proc/kmsg", "/dev/kmsg", "/proc/kallsyms", "/proc/kcore", "/sys/kernel/debug", "/proc/keys"):
        try:
            said.append(f"{path} {len(os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 4096))} bytes")
        except OSError as error:
            said.append(f"{path} {errno.errorcode[error.errno]}")
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
