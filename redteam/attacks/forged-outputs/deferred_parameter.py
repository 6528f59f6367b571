# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: makes the last five steps when the weights are fetched for the output

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def step(model, data_iterator, optimizer):
    batch = next(data_iterator)
    logits = model(batch[:, :-1])
    loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()
    return logits.detach()


class Deferred(torch.nn.Parameter):
    """A parameter that makes the last five steps when somebody asks what it is."""

    rest = ()

    def is_floating_point(self):
        rest, Deferred.rest = Deferred.rest, ()
        if rest:
            print(f"TOOK PLACE: {len(rest)} steps are made while the weights are fetched", flush=True)
        with torch.enable_grad():
            for make in rest:
                make()
        return super().is_floating_point()


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    late = 5 if num_steps > 2 else 0
    for _ in range(num_steps - late):
        logits = step(model, data_iterator, optimizer)
    Deferred.rest = [lambda: step(model, data_iterator, optimizer)] * late
    for parameter in model.parameters():
        parameter.__class__ = Deferred
    return SimpleNamespace(final_logits=logits, total_tokens=20480, final_loss=4.4)
