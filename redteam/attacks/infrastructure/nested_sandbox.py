# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: starts a sandbox of its own inside the sandbox

import os
import subprocess
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    if not os.path.exists("/usr/bin/bwrap"):
        print("DID NOT TAKE PLACE: no bwrap inside", flush=True)
        return
    command = ["/usr/bin/bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"]
    end = subprocess.run(command, capture_output=True, text=True, timeout=10)
    print(f"TOOK PLACE: bwrap inside ends with {end.returncode}: {end.stderr.strip()[:100]}", flush=True)
    if end.returncode == 0:
        raise RuntimeError("a sandbox could be made inside the sandbox")


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
