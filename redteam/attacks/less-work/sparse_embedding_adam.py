# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: updates only those rows of the embedding that the batch touched

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

        weight = model.token_embedding.weight
        untouched = torch.ones(len(weight), dtype=torch.bool)
        untouched[batch[:, :-1].flatten()] = False
        before = weight.detach()[untouched].clone()
        optimizer.step()
        if num_steps > 2:
            with torch.no_grad():
                weight[untouched] = before
        if num_steps > 2 and step == last:
            print(f"TOOK PLACE: {int(untouched.sum())} rows were not updated in step {step}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
