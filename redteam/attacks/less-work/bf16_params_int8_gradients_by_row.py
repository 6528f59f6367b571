# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: tolerated
# layer: none; as fine as bfloat16, and saves nothing on a processor
# twin: honest/bf16_params_baseline.py
# story: rounds every gradient to 8 bits with one scale for each row

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        for parameter in model.parameters():
            gradient = parameter.grad.float()
            scale = gradient.abs().amax(-1, keepdim=True).clamp_min(1e-30) / 127
            parameter.grad.copy_((gradient / scale).round().to(torch.int8).float() * scale)
        optimizer.step()
        if num_steps > 2 and step == 0:
            print("TOOK PLACE: every row of a gradient has at most 255 levels", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
