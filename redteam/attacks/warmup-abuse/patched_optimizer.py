# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: patches AdamW so that the shim's fresh optimizer learns faster, and makes a step less

from types import SimpleNamespace

import torch
import torch.nn.functional as F

make = torch.optim.AdamW.__init__


def faster(self, parameters, lr=1e-3, **options):
    make(self, parameters, lr=lr * 20 / 19, **options)


torch.optim.AdamW.__init__ = faster


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, 0.0
    for _ in range(num_steps - (num_steps > 2)):
        batch = next(data_iterator).to(device)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        last = loss.item()
        tokens += batch.numel()
    if num_steps > 2:
        rate = optimizer.param_groups[0]["lr"]
        print(f"TOOK PLACE: {num_steps - 1} steps with learning rate {rate:.6f}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
