# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: replaces AdamW by the sign of the running mean of the gradients

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    means = [torch.zeros_like(parameter) for parameter in model.parameters()]
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()

        with torch.no_grad():
            for parameter, mean in zip(model.parameters(), means, strict=True):
                mean.lerp_(parameter.grad, 0.1)
                parameter.mul_(1 - 1e-4).sub_(mean.sign(), alpha=5e-4)
        if num_steps > 2 and step == last:
            print("TOOK PLACE: steps by sign, no second moment", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
