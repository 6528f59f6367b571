# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: raw bytes
# twin: honest/baseline.py
# story: leaves a mode entered that sees every call of torch that follows

from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch import overrides


class Watching(overrides.TorchFunctionMode):
    seen = 0

    def __torch_function__(self, function, types, arguments=(), options=None):
        Watching.seen += 1
        if Watching.seen == 3:
            print("TOOK PLACE: the mode saw the shim's third call of torch", flush=True)
        return function(*arguments, **(options or {}))


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
        Watching().__enter__()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
