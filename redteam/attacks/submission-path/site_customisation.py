# kind: attack
# class: submission-path
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: read-only root
# twin: honest/baseline.py
# story: leaves code where the next Python would run it

import os
import site
import sys
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    places = [*sys.path, *site.getsitepackages(), site.getusersitepackages(), "/usr/lib/python3/dist-packages"]
    left = []
    for folder in places:
        for name in ("sitecustomize.py", "usercustomize.py", "x.pth"):
            try:
                os.makedirs(folder, exist_ok=True)
                with open(os.path.join(folder, name), "w") as file:
                    file.write("import os\n")
                left.append(folder)
            except OSError:
                continue
    print(f"TOOK PLACE: {len(set(places))} places tried, left in {sorted(set(left))}", flush=True)
    if any(not folder.startswith("/tmp") for folder in left):
        raise RuntimeError("code was left outside the temporary folder")


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
