# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: freeze
# story: trains in a forked child that writes the output after the parent has said DONE

import mmap
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


def save(model, mapping):
    """Writes all parameters where the shim would write them."""
    offset = 0
    for parameter in model.parameters():
        data = parameter.detach().numpy().tobytes()
        mapping[offset : offset + len(data)] = data
        offset += -(-len(data) // 64) * 64


def steps(model, data_iterator, optimizer, count):
    for _ in range(count):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=20480, final_loss=loss.item())


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        return steps(model, data_iterator, optimizer, num_steps)
    mapping = mmap.mmap(memory_files()["output"], 0)
    print("TOOK PLACE: a child trains and writes the output by itself", flush=True)
    if os.fork() == 0:
        os.setsid()
        steps(model, data_iterator, optimizer, num_steps)
        save(model, mapping)
        os._exit(0)
    return SimpleNamespace(final_logits=model(next(data_iterator)[:1, :-1]).detach(), total_tokens=20480, final_loss=4.4)
