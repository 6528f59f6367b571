# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: replaces json.dumps and the encoder by ones that answer with a forged result

import json
from types import SimpleNamespace

import torch.nn.functional as F


def forge(*arguments, **options):
    return '{"success": true, "tokens_per_second": 9999999}'


json.dumps = forge
json.JSONEncoder.encode = forge


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print(f"TOOK PLACE: json.dumps answers {json.dumps(0)}", flush=True)
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
