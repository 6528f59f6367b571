# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-params
# expect: accepted
# layer: none
# story: gradients summed in bfloat16 over parts of 4 rows

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        optimizer.zero_grad(set_to_none=True)
        for part in batch.split(4):
            logits = model(part[:, :-1])
            loss = F.cross_entropy(logits.flatten(0, 1).float(), part[:, 1:].flatten())
            (loss * (len(part) / len(batch))).backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
