# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: makes ten steps on two batches each with twice the learning rate

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    optimizer.param_groups[0]["lr"] *= 2
    tokens = 0
    for _ in range(num_steps // 2):
        batch = torch.cat([next(data_iterator), next(data_iterator)])
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    if num_steps > 2:
        print(f"TOOK PLACE: {num_steps // 2} optimizer steps in place of {num_steps}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
