# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-params
# expect: accepted
# layer: none
# story: gradients of parts of 2 rows summed in float32 and rounded once

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        sums = [torch.zeros_like(parameter, dtype=torch.float32) for parameter in model.parameters()]
        for part in batch.split(2):
            optimizer.zero_grad(set_to_none=True)
            logits = model(part[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1).float(), part[:, 1:].flatten())
            (loss * (len(part) / len(batch))).backward()
            for total, parameter in zip(sums, model.parameters(), strict=True):
                total += parameter.grad
        for total, parameter in zip(sums, model.parameters(), strict=True):
            parameter.grad.copy_(total)
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
