# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: process boundary
# twin: honest/baseline.py
# story: rebuilds the initial weights from torch's seed

from types import SimpleNamespace

import torch
import torch.nn.functional as F


def attack(model):
    generator = torch.Generator().manual_seed(torch.initial_seed() % 2**63)
    guess = torch.randn(model.token_embedding.weight.shape, generator=generator) * 0.5
    same = (guess == model.token_embedding.weight.detach()).float().mean().item()
    print(f"TOOK PLACE: torch's seed is {torch.initial_seed()}, {same:.0%} of a tensor guessed", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        attack(model)
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
