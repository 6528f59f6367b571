# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: reader needs no writing
# twin: honest/baseline.py
# story: seals the output for ever as soon as the weights are in it, so that nobody else can change it

import errno
import fcntl
import os
from contestant import output
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
    """Returns what the kernel says about a seal on the output."""
    try:
        fcntl.fcntl(memory_files()["output"], fcntl.F_ADD_SEALS, kind)
        return "done"
    except OSError as error:
        return errno.errorcode[error.errno]


write = output.OutputFile.write


def write_and_seal(*arguments):
    write(*arguments)
    said = f"against later writers {seal(16)}, against more seals {seal(fcntl.F_SEAL_SEAL)}"
    print(f"TOOK PLACE: sealing the output {said}", flush=True)


output.OutputFile.write = write_and_seal


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
