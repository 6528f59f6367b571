# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: reader needs no writing
# twin: honest/baseline.py
# story: writes the weights by itself and seals the output for ever, so that nobody else can change it

import fcntl
import os
from contestant import trial
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


def seal(kind):
    fcntl.fcntl(memory_files()["output"], fcntl.F_ADD_SEALS, kind)
    return fcntl.fcntl(memory_files()["output"], fcntl.F_GET_SEALS)


write = trial.write_parameters


def write_and_seal(*arguments):
    write(*arguments)
    print(f"TOOK PLACE: the output's seals are {seal(fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL)}", flush=True)


trial.write_parameters = write_and_seal


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
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
