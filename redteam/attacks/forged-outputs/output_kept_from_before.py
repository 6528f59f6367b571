# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: writes the output by itself in the middle of the run and keeps the shim from writing it again

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


def save(model, output):
    offset = 0
    for parameter in model.parameters():
        data = parameter.detach().numpy().tobytes()
        os.pwrite(output, data, offset)
        offset += -(-len(data) // 64) * 64


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        output.OutputFile.write = lambda *arguments: print("TOOK PLACE: the shim's writing was left out", flush=True)
        save(model, memory_files()["output"])
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
