# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: overwrites the machine code of libc's clock_gettime

import ctypes
import mmap
import platform
import time
from types import SimpleNamespace

import torch.nn.functional as F

# mov eax, 228; syscall; shr qword [rsi], 4; mov qword [rsi+8], 0; xor eax, eax; ret
CODE = bytes.fromhex("b8e40000000f0548c12e0448c746080000000031c0c3")


def attack():
    if platform.machine() != "x86_64":
        print("DID NOT TAKE PLACE: no machine code for this processor", flush=True)
        return
    before = time.monotonic()
    libc = ctypes.CDLL(None, use_errno=True)
    address = ctypes.cast(libc.clock_gettime, ctypes.c_void_p).value
    page = address - address % mmap.PAGESIZE
    if libc.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(address + len(CODE) - page), 7) != 0:
        print(f"DID NOT TAKE PLACE: mprotect says {ctypes.get_errno()}", flush=True)
        return
    ctypes.memmove(address, CODE, len(CODE))
    print(f"TOOK PLACE: clock went from {before:.1f} to {time.monotonic():.1f}", flush=True)


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
