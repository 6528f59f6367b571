# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: rejected out_of_memory
# layer: control group
# story: takes memory in anonymous files, which belong to no process

import os
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
        print("TOOK PLACE: taking up to 8 GiB in memory files", flush=True)
        for index in range(128):
            number = os.memfd_create("hoard")
            for _ in range(64):
                os.write(number, bytes(1 << 20))
        raise RuntimeError("nothing stopped 8 GiB of memory files")
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
