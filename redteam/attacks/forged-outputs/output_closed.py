# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: output mapped beforehand
# twin: honest/baseline.py
# story: closes the output file

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


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        output = memory_files()["output"]
        os.close(output)
        print(f"TOOK PLACE: descriptor {output} is closed", flush=True)
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
