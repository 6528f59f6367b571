# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-params
# expect: accepted
# layer: none
# story: the loss summed over eight chunks of the logits, each made float32 by itself

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        labels = batch[:, 1:].flatten()
        parts = zip(logits.flatten(0, 1).chunk(8), labels.chunk(8), strict=True)
        loss = sum(F.cross_entropy(chunk.float(), target, reduction="sum") for chunk, target in parts) / len(labels)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
