# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-autocast
# expect: accepted
# layer: none
# story: bfloat16 copies of the matrices made once a step for two half batches, their gradients summed in float32

from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch.func import functional_call


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    named = model.named_parameters()
    matrices = {name: p for name, p in named if p.dim() == 2 and "embedding" not in name}
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        copies = {name: p.detach().bfloat16().requires_grad_() for name, p in matrices.items()}
        optimizer.zero_grad(set_to_none=True)
        for parameter in matrices.values():
            parameter.grad = torch.zeros_like(parameter)
        for part in batch.split(4):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = functional_call(model, copies, (part[:, :-1],))
            loss = F.cross_entropy(logits.flatten(0, 1).float(), part[:, 1:].flatten())
            (loss * (len(part) / len(batch))).backward()
            for name, parameter in matrices.items():
                parameter.grad += copies[name].grad
                copies[name].grad = None
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
