# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: file size and folder limits
# twin: honest/baseline.py
# story: fills its temporary folders until nothing more fits

import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    said = []
    block = bytes(1 << 20)
    for folder in ("/tmp", "/dev/shm"):
        path, size = os.path.join(folder, "hoard"), 0
        try:
            with open(path, "wb", buffering=0) as file:
                while size < 1400:
                    size += file.write(block) >> 20
        except OSError as error:
            said.append(f"{folder} {errno.errorcode[error.errno]} after {size} MB")
        os.remove(path)
    print(f"TOOK PLACE: {said}", flush=True)
    if len(said) < 2:
        raise RuntimeError("a folder took 1400 MB")


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
