# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: no capabilities
# twin: honest/baseline.py
# story: asks for real-time scheduling and a higher priority

import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    said = []
    for name, call in (
        ("SCHED_FIFO", lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))),
        ("SCHED_RR", lambda: os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))),
        ("nice -20", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20)),
    ):
        try:
            call()
        except OSError as error:
            said.append(f"{name} {errno.errorcode[error.errno]}")
        else:
            raise RuntimeError(f"{name} was allowed")
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
