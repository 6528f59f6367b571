# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: freeze
# story: maps the output twice and wipes it through the second mapping, over and over, while DONE is sent

import ctypes
import mmap
import os
import threading
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
        model.second = second = mmap.mmap(memory_files()["output"], 0)
        place = ctypes.addressof(ctypes.c_char.from_buffer(second))


        def wipe_for_ever():
            while True:
                ctypes.memset(place, 0, 1 << 16)


        def write_and_wipe(*arguments):
            write(*arguments)
            ctypes.memset(place, 0, 1 << 16)
            threading.Thread(target=wipe_for_ever, daemon=True).start()
            print("TOOK PLACE: the output is wiped through a second mapping, again and again", flush=True)


        write, output.OutputFile.write = output.OutputFile.write, write_and_wipe
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
