# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: hands in a model that computes the same with its neurons in another order

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
        order = torch.randperm(512)
        part = model.blocks[0].feed_forward
        with torch.no_grad():
            part.expand.weight.copy_(part.expand.weight[order].clone())
            part.contract.weight.copy_(part.contract.weight[:, order].clone())
        print("TOOK PLACE: 512 neurons changed places", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
