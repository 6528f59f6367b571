# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: works in a thread between READY and GO, when nothing is timed

import threading
import time
from types import SimpleNamespace

import torch.nn.functional as F

WORK = []


def work():
    while not WORK or WORK[-1] != "stop":
        WORK.append(sum(range(1000)))
        time.sleep(0.001)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print(f"TOOK PLACE: {len(WORK)} rounds of work between warm-up and GO, nothing of it about the batches", flush=True)
        WORK.append("stop")
    if num_steps <= 2:
        threading.Thread(target=work, daemon=True).start()
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
