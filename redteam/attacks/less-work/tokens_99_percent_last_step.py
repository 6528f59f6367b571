# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment
# layer: update error
# story: leaves out one percent of the positions, in the last step only

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        part = batch[:, :-1] if num_steps > 2 and step == last else batch
        logits = model(part[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), part[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == last:
            print(f"TOOK PLACE: {part.shape[1]} of {batch.shape[1]} tokens in step {step}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
