# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: trains honestly in the first call and leaves every fourth step out in the second

from types import SimpleNamespace

import torch.nn.functional as F

CALLS = []


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    CALLS.append(num_steps)
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if len(CALLS) > 1 and step % 4 == 3:
            print(f"TOOK PLACE: step {step} left out in call {len(CALLS)}", flush=True)
            continue
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
