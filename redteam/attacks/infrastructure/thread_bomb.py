# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected too_many_processes
# layer: control group
# story: makes threads until the kernel says no

import threading
import time
from types import SimpleNamespace

import torch.nn.functional as F


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
        print("TOOK PLACE: making up to 1000 threads", flush=True)
        for _ in range(1000):
            threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        raise RuntimeError("nothing stopped 1000 threads")
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
