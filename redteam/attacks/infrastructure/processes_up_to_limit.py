# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: control group
# twin: honest/baseline.py
# story: makes as many children as it may, ends them and trains

import errno
import os
import signal
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    children, said = [], "no limit"
    for _ in range(500):
        try:
            child = os.fork()
        except OSError as error:
            said = errno.errorcode[error.errno]
            break
        if child == 0:
            signal.pause()
        children.append(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    print(f"TOOK PLACE: {len(children)} children, then {said}", flush=True)
    if said == "no limit":
        raise RuntimeError("nothing stopped 500 children")


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
