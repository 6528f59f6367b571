# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: keeps the shim from loading the run's weights over those that the warm-up trained

from contestant import files
from types import SimpleNamespace

import torch.nn.functional as F

load = files.InputFile.load_into
LOADS = []


def load_but_not_the_last(self, layout, model):
    """Loads the warm-up's weights and leaves them in place when the run's are due."""
    LOADS.append(self)
    if len(LOADS) == 1:
        load(self, layout, model)


files.InputFile.load_into = load_but_not_the_last


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print(f"TOOK PLACE: weights were loaded once of {len(LOADS)} times", flush=True)
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
