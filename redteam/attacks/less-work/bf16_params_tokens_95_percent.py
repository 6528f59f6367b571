# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: leaves one position of twenty out of every step

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        part = batch[:, : int(batch.shape[1] * 0.95)]
        logits = model(part[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), part[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == 0:
            print(f"TOOK PLACE: {part.shape[1]} of {batch.shape[1]} positions in step {step}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
