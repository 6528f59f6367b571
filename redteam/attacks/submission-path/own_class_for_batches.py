# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: puts traps into the arguments that it was given, for whoever uses them next

from types import SimpleNamespace

import torch.nn.functional as F


class Trap:
    def __getattr__(self, name):
        raise SystemExit(0)


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
    if num_steps > 2:
        optimizer.param_groups[:] = []
        model.forward = model.train = model.zero_grad = Trap()
        print("TOOK PLACE: model and optimizer are full of traps", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
