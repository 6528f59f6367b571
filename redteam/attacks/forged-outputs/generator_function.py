# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected bad_result
# layer: protocol
# story: returns a generator that would train when somebody runs it

from types import SimpleNamespace

import torch.nn.functional as F


def steps(model, data_iterator, optimizer, num_steps, device):
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
        yield tokens
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    later = steps(model, data_iterator, optimizer, num_steps, device)
    if num_steps > 2:
        print(f"TOOK PLACE: a {type(later).__name__} in place of a result", flush=True)
        return later
    try:
        while True:
            next(later)
    except StopIteration as end:
        return end.value
