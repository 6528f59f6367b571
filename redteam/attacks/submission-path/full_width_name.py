# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: no rules about source
# twin: honest/baseline.py
# story: writes the function's name in full-width letters, which Python reads as plain ones

from types import SimpleNamespace

import torch.nn.functional as F


def ｉｎｎｅｒ_steps(model, data_iterator, optimizer, num_steps, device):
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
        print("TOOK PLACE: the name is written in full-width letters", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
