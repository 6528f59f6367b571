# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: fresh weights and data
# story: keeps the warm-up's update and adds it to the run's weights

from types import SimpleNamespace

import torch
import torch.nn.functional as F

KEPT = []


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        with torch.no_grad():
            for parameter, value in zip(model.parameters(), KEPT, strict=True):
                parameter.add_(value * (num_steps / 2))
        print("TOOK PLACE: the warm-up's update was added ten times", flush=True)
        return SimpleNamespace(final_logits=model(next(data_iterator)[:1, :-1]).detach(), total_tokens=1, final_loss=1.0)
    start = [parameter.detach().clone() for parameter in model.parameters()]
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    KEPT.extend(parameter.detach() - value for parameter, value in zip(model.parameters(), start, strict=True))
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=1, final_loss=loss.item())
