# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection
# layer: update error
# story: trains on two batches ten times each, so that labels and inputs are made once

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    batches = {}
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        part = batches.setdefault(step // 10, batch)
        logits = model(part[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), part[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if num_steps > 2 and step == last:
            print(f"TOOK PLACE: {len(batches)} different batches in {num_steps} steps", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
