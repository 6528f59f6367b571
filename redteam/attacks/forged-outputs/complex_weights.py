# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected bad_result
# layer: protocol
# story: hands in complex weights

from types import SimpleNamespace

import torch
import torch.nn.functional as F


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
        model.head.weight.data = torch.complex(model.head.weight.data, torch.ones_like(model.head.weight.data))
        print(f"TOOK PLACE: the head is {model.head.weight.dtype}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
