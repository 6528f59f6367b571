# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: randomness of each run
# twin: honest/baseline.py
# story: looks in the warm-up's iterator for the batches of the run

import inspect
from types import SimpleNamespace

import torch.nn.functional as F

SEEN = []


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        run = inspect.getgeneratorlocals(data_iterator)["tokens"].reshape(-1, 128).tolist()
        known = {tuple(row) for row in SEEN[0].reshape(-1, 128).tolist()}
        print(f"TOOK PLACE: {sum(tuple(row) in known for row in run)} of {len(run)} rows were known", flush=True)
    if num_steps <= 2:
        SEEN.append(inspect.getgeneratorlocals(data_iterator)["tokens"].copy())
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
