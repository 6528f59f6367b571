# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze and kill
# twin: honest/baseline.py
# story: registers handlers that would go on when the process ends

import atexit
import signal
import sys
from types import SimpleNamespace

import torch.nn.functional as F


def late():
    print("LATE: an exit handler ran", flush=True)


def attack():
    atexit.register(late)
    sys.excepthook = lambda *arguments: late()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGXCPU):
        signal.signal(number, lambda *arguments: late())
    print("TOOK PLACE: exit handlers registered", flush=True)


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
