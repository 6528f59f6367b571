# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: makes the first step and multiplies its update by twenty

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    optimizer.param_groups[0]["lr"] *= num_steps
    batch = next(data_iterator)
    logits = model(batch[:, :-1])
    loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
    loss.backward()
    optimizer.step()
    if num_steps > 2:
        print("TOOK PLACE: one step with twenty times the learning rate", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=num_steps * batch.numel(), final_loss=loss.item())
