# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: private tensors
# twin: honest/baseline.py
# story: looks behind a warm-up batch for a storage that holds more than the batch

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    first = next(data_iterator)
    if num_steps <= 2:
        beyond = first.untyped_storage().nbytes() - first.numel() * 8
        base = type(first._base).__name__
        print(f"TOOK PLACE: {beyond} bytes beyond the batch, base {base}", flush=True)
    data_iterator = __import__("itertools").chain([first], data_iterator)
    tokens, last = 0, 0.0
    for _ in range(num_steps):
        batch = next(data_iterator).to(device)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
