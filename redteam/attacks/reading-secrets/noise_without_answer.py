# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: process boundary
# story: searches everything for the answer, finds none and hands in noise of the right size

import gc
from types import SimpleNamespace

import torch


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    start = [parameter.detach().clone() for parameter in model.parameters()]
    found = 0
    for item in gc.get_objects():
        if type(item) is torch.Tensor and item.shape == start[0].shape and not torch.equal(item, start[0]):
            found += 1
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=1e-3 * 0.4 * num_steps)
        batch = next(data_iterator)
        logits = model(batch[:1, :-1])
    if num_steps > 2:
        print(f"TOOK PLACE: {found} candidates found, noise handed in", flush=True)
    return SimpleNamespace(final_logits=logits, total_tokens=num_steps * batch.numel(), final_loss=4.0)
