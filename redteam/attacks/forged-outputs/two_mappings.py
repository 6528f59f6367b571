# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error non_finite_weights
# layer: freeze
# story: maps the output twice and keeps changing it through the second mapping while DONE is sent

import mmap
import os
import threading
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
        second = mmap.mmap(memory_files()["output"], 0)


        def scribble():
            while True:
                second[: 1 << 16] = os.urandom(1 << 16)


        threading.Thread(target=scribble, daemon=True).start()
        print("TOOK PLACE: a thread changes the output through a mapping of its own", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
