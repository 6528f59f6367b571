# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: types commands into whatever terminal it may have

import ctypes
import errno
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    libc, said = ctypes.CDLL(None, use_errno=True), []
    for number in range(3):
        for request in (0x5412, 0x541C, 0x541200005412 & 0xFFFFFFFF | 0xABCD00000000):
            if libc.syscall(16, number, ctypes.c_ulong(request), b"x") >= 0:
                raise RuntimeError("typing was allowed")
            said.append(errno.errorcode[ctypes.get_errno()])
    print(f"TOOK PLACE: typing refused with {sorted(set(said))}", flush=True)


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
