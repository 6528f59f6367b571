# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: replaces AdamW by plain gradient descent with a step of the same size

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()

        with torch.no_grad():
            for parameter in model.parameters():
                size = parameter.grad.norm() / parameter.numel() ** 0.5
                parameter.mul_(1 - 1e-4).sub_(parameter.grad, alpha=1e-3 / (size.item() + 1e-12))
        if num_steps > 2 and step == last:
            print(f"TOOK PLACE: no moment was kept in {num_steps} steps", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
