# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected non_finite_weights
# layer: finite check
# story: hands in a first moment that is no number

from types import SimpleNamespace

import torch.nn.functional as F


def inner_steps(model, data_iterator, optimizer, num_steps, device):
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
    if num_steps > 2:
        optimizer.state[model.head.weight]["exp_avg"][0, 0] = float("nan")
        print("TOOK PLACE: a first moment is no number", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
