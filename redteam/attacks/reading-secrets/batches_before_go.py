# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: batches come with GO
# twin: honest/baseline.py
# story: looks through all descriptors and mappings for the run's batches before they are handed out

import os
from types import SimpleNamespace

import torch.nn.functional as F


def memory_files():
    """Returns the descriptors of the memory files that are open, by name."""
    found = {}
    for number in os.listdir("/proc/self/fd"):
        try:
            name = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if name.startswith("/memfd:"):
            found[name[7:].split(" ")[0]] = int(number)
    return found


def attack():
    with open("/proc/self/maps") as maps:
        mapped = sorted({line.split("/memfd:")[1].split(" ")[0] for line in maps if "/memfd:" in line})
    print(f"TOOK PLACE: open {sorted(memory_files())}, mapped {mapped}", flush=True)
    if "batches" in mapped or "batches" in memory_files():
        raise RuntimeError("the batches can be seen before GO")


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
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
