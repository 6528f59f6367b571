# kind: attack
# class: forged-outputs
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: update error
# story: lays private memory over the mapping of the output, so that the weights never reach it

import ctypes
from types import SimpleNamespace

import torch.nn.functional as F

LIBC = ctypes.CDLL(None, use_errno=True)


def output_mapping():
    """Returns address and length of the shim's mapping of the output."""
    with open("/proc/self/maps") as maps:
        for line in maps:
            if "/memfd:output" in line:
                start, end = (int(part, 16) for part in line.split()[0].split("-"))
                return start, end - start
    raise RuntimeError("the output is not mapped")


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
        start, length = output_mapping()
        LIBC.mmap.restype = ctypes.c_void_p
        place = LIBC.mmap(ctypes.c_void_p(start), ctypes.c_size_t(length), 3, 0x32, -1, ctypes.c_long(0))
        print(f"TOOK PLACE: {length} bytes of private memory lie over the output, {place == start}", flush=True)
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=last)
