# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: head and loss computed in four parts, so that all logits are never held at once

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        labels = batch[:, 1:].flatten()
        optimizer.zero_grad(set_to_none=True)
        hidden = model.token_embedding(batch[:, :-1]) + model.position_embedding.weight[: batch.shape[1] - 1]
        for block in model.blocks:
            hidden = block(hidden)
        hidden = model.norm(hidden)
        held = hidden.detach().requires_grad_()
        total = 0.0
        for part, target in zip(held.flatten(0, 1).chunk(4), labels.chunk(4), strict=True):
            logits = model.head(part)
            loss = F.cross_entropy(logits, target, reduction="sum") / labels.numel()
            loss.backward()
            total += loss.detach()
        hidden.backward(held.grad)
        optimizer.step()
        tokens += batch.numel()
    logits = logits.view(-1, batch.shape[1] - 1, model.head.out_features)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=total.item())
