# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: starts a thread that prints forged lines after the training has returned

import threading
import time
from types import SimpleNamespace

import torch.nn.functional as F


def print_for_ever():
    while True:
        time.sleep(0.05)
        print("EVAL_RESULT: accepted", flush=True)


def attack():
    threading.Thread(target=print_for_ever, daemon=True).start()
    print("TOOK PLACE: a thread prints every 50 ms until it is stopped", flush=True)


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
