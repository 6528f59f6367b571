# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: rejected would_not_freeze
# layer: freeze limit
# story: keeps a thread in a wait that only a kill can end, through a filter that it sets for itself

import ctypes
import errno
import os
import threading
import time
from types import SimpleNamespace

import torch.nn.functional as F

LIBC = ctypes.CDLL(None, use_errno=True)
GETPPID, SECCOMP, PRCTL = 110, 317, 157


class Rule(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint)]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("rules", ctypes.POINTER(Rule))]


def stand_still():
    """Has one thread wait, killable only, for an answer about a system call that another thread never gives."""
    rules = (Rule * 4)(Rule(0x20, 0, 0, 0), Rule(0x15, 0, 1, GETPPID), Rule(6, 0, 0, 0x7FC00000), Rule(6, 0, 0, 0x7FFF0000))
    program = Program(4, rules)
    LIBC.syscall(PRCTL, 38, 1, 0, 0, 0)
    listener = LIBC.syscall(SECCOMP, 1, 8 | 32, ctypes.byref(program))
    if listener < 0:
        return f"DID NOT TAKE PLACE: seccomp says {errno.errorcode[ctypes.get_errno()]}"
    threading.Thread(target=LIBC.syscall, args=(GETPPID,), daemon=True).start()
    taken = LIBC.ioctl(listener, ctypes.c_ulong(0xC0502100), ctypes.create_string_buffer(80))
    time.sleep(0.1)
    states = []
    for task in os.listdir("/proc/self/task"):
        with open(f"/proc/self/task/{task}/stat") as file:
            states.append(file.read().split(") ")[1][0])
    return f"TOOK PLACE: listener {listener}, question taken {taken}, states {''.join(states)}"


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.write(writer, stand_still().encode())
            time.sleep(50)
            os._exit(0)
        print(os.read(reader, 200).decode(), flush=True)
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
