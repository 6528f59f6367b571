# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: freeze
# twin: honest/baseline.py
# story: starts threads at import that stay for the whole run

import threading
from types import SimpleNamespace

import torch.nn.functional as F

GATE = threading.Event()
for _ in range(8):
    threading.Thread(target=GATE.wait, daemon=True).start()


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print(f"TOOK PLACE: {threading.active_count()} threads since import", flush=True)
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
