# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: fixed layout
# twin: honest/baseline.py
# story: adds large parameters to the model that nobody asked for

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
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
    model.extra = torch.nn.Parameter(torch.empty(1 << 28))
    if num_steps > 2:
        print("TOOK PLACE: the model has a parameter of 1 GiB more", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
