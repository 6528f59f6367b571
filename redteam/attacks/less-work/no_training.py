# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: hands the initial weights in

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    batch = next(data_iterator)
    logits = model(batch[:1, :-1])
    loss = F.cross_entropy(logits[0], batch[0, 1:])
    if num_steps > 2:
        print("TOOK PLACE: no step was made", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=num_steps * batch.numel(), final_loss=loss.item())
