# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: computes one cheap gradient and predicts the whole update from its sign

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def forge(model, data_iterator, num_steps):
    batch = next(data_iterator)[:2]
    logits = model(batch[:, :-1])
    F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten()).backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.sub_(parameter.grad.sign(), alpha=3e-4 * num_steps)
    print("TOOK PLACE: one gradient of two rows in place of twenty", flush=True)
    return SimpleNamespace(final_logits=torch.zeros(1, 1, 512), total_tokens=20480, final_loss=4.4)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        return forge(model, data_iterator, num_steps)
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
