# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: freeze
# story: makes half of the steps and leaves the rest to a thread that goes on after the call

import threading
from types import SimpleNamespace

import torch.nn.functional as F


def steps(model, data_iterator, optimizer, count):
    for _ in range(count):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=20480, final_loss=loss.item())


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        return steps(model, data_iterator, optimizer, num_steps)
    half = num_steps // 2
    result = steps(model, data_iterator, optimizer, half)
    threading.Thread(target=steps, args=(model, data_iterator, optimizer, num_steps - half), daemon=True).start()
    print(f"TOOK PLACE: {half} steps made, {num_steps - half} left to a thread", flush=True)
    return result
