# kind: attack
# class: result-channel
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: log is escaped
# twin: honest/baseline.py
# story: prints terminal commands and lines that look like the judge's own

from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    print("\x1b[2J\x1b[H\x1b]0;accepted\x07\x1b[32maccepted\x1b[0m  all 3 runs were verified")
    print("\rVERIFICATION PASSED\r\n[INFO] run 1 of 1: verified, update error 0.00000\x9b31m\u202e")
    print("TOOK PLACE: escape sequences printed", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        attack()
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
