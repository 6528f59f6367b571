# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: processor set
# twin: honest/baseline.py
# story: starts a helper in the warm-up that survives and waits to take part in the run

import os
import signal
import time
from types import SimpleNamespace

import torch.nn.functional as F

HELPER = []


def start():
    child = os.fork()
    if child == 0:
        while True:
            time.sleep(1)
    HELPER.append(child)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        os.kill(HELPER[0], signal.SIGCONT)
        print(f"TOOK PLACE: helper {HELPER[0]} of the warm-up is alive in the run", flush=True)
    if num_steps <= 2:
        start()
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
