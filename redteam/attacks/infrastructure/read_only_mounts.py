# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: read-only root
# twin: honest/baseline.py
# story: writes to the harness, the environment, the system and its own source

import errno
import os
import sys
from types import SimpleNamespace

import torch.nn.functional as F


def attack():
    said = {}
    for path in ("/harness/wire.py", "/harness/x.py", "/venv/bin/python", "/usr/lib/x", "/submission/train.py", "/x",
                 "/etc/passwd", "/dev/x", os.path.join(sys.prefix, "pyvenv.cfg")):  # fmt: skip
        try:
            with open(path, "r+b" if os.path.exists(path) else "wb") as file:
                file.write(b"x")
            said[path] = "ALLOWED"
        except OSError as error:
            said[path] = errno.errorcode[error.errno]
    print(f"TOOK PLACE: {said}", flush=True)
    if "ALLOWED" in said.values():
        raise RuntimeError("a file of the host could be written")


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
