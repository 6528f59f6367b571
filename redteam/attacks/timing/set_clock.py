# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: seccomp
# twin: honest/baseline.py
# story: sets the machine's clocks back

import ctypes
import errno
from types import SimpleNamespace

import torch.nn.functional as F

LIBC = ctypes.CDLL(None, use_errno=True)


def tried(name, result):
    """Returns what the kernel said, and ends the run when it said yes."""
    if result >= 0:
        raise RuntimeError(f"{name} was allowed")
    return f"{name} {errno.errorcode[ctypes.get_errno()]}"


def attack():
    moment = (ctypes.c_long * 2)(1, 0)
    said = [tried(f"clock_settime({clock})", LIBC.clock_settime(clock, moment)) for clock in (0, 1, 4)]
    said.append(tried("settimeofday", LIBC.settimeofday(moment, None)))
    said.append(tried("adjtimex", LIBC.adjtimex(ctypes.create_string_buffer(b"\x01" + bytes(255), 256))))
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
