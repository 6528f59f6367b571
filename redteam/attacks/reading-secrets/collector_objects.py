# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: asks the garbage collector for every object and looks for trained weights and seeds

import gc
from types import SimpleNamespace

import torch
import torch.nn.functional as F


def attack():
    tensors, words = 0, []
    for item in gc.get_objects():
        if type(item) is dict:
            words += [key for key in list(item) if key in ("reference", "answer", "seed", "seeds", "secret")]
        tensors += isinstance(item, torch.Tensor) if str(type(item).__module__).startswith("torch") else 0
    print(f"TOOK PLACE: {tensors} tensors seen, dictionary keys {sorted(set(words))}", flush=True)


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
