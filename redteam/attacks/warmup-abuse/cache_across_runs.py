# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: private temporary folders
# twin: honest/baseline.py
# story: leaves files for its next run and looks for those of the last

import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    found = []
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/tmp/inductor"):
        path = os.path.join(folder, "kept-for-the-next-run")
        found += [path] if os.path.exists(path) else []
        try:
            os.makedirs(folder, exist_ok=True)
            with open(path, "w") as file:
                file.write("weights would be here")
        except OSError:
            continue
    print(f"TOOK PLACE: files of an earlier run {found}", flush=True)
    if found:
        raise RuntimeError("something of an earlier run was kept")


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
