# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-autocast
# expect: accepted
# layer: none
# story: the whole model compiled in the warm-up and run under autocast

from types import SimpleNamespace

import torch
import torch.nn.functional as F

COMPILED = []


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if not COMPILED:
        COMPILED.append(torch.compile(model))
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = COMPILED[0](batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
