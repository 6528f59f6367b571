# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: puts a finder of its own before all others

import sys
from types import SimpleNamespace

import torch.nn.functional as F


class Finder:
    asked = []

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        cls.asked.append(name)


sys.meta_path.insert(0, Finder)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        import wave  # noqa: F401

        print(f"TOOK PLACE: asked for {len(Finder.asked)} modules, {Finder.asked[-1]} the last", flush=True)
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
