# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: resource limits
# twin: honest/baseline.py
# story: opens descriptors, pipes and watches until the kernel says no

import ctypes
import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    said, opened = [], []
    libc = ctypes.CDLL(None, use_errno=True)
    for name, make in (
        ("files", lambda: [os.open("/dev/null", os.O_RDONLY)]),
        ("pipes", os.pipe),
        ("watches", lambda: [libc.inotify_init()]),
    ):
        own = []
        try:
            while len(own) < 5000 and (not own or own[-1] >= 0):
                own += make()
            said.append(f"{len(own)} {name}, then {errno.errorcode.get(ctypes.get_errno(), '?')}")
        except OSError as error:
            said.append(f"{len(own)} {name}, then {errno.errorcode[error.errno]}")
        opened.append(len(own))
        for number in own:
            if number >= 0:
                os.close(number)
    print(f"TOOK PLACE: {said}", flush=True)
    if max(opened) > 2000:
        raise RuntimeError("more than 2000 descriptors could be opened")


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
