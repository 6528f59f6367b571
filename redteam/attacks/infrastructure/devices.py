# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: namespaces
# twin: honest/baseline.py
# story: opens disks, memory, terminals and other devices

import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F

NAMES = ("mem", "kmem", "port", "kmsg", "sda", "vda", "nvme0n1", "loop-control", "fuse", "kvm", "vsock", "net/tun", "tty",
         "console", "ptmx", "input/event0", "cpu_dma_latency", "hpet", "watchdog", "userfaultfd", "mapper/control")  # fmt: skip


def attack():
    said = {}
    for name in NAMES:
        try:
            number = os.open(f"/dev/{name}", os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            said[name] = f"open, {'a terminal' if os.isatty(number) else 'no terminal'}"
        except OSError as error:
            said[name] = errno.errorcode[error.errno]
    opened = [name for name, text in said.items() if text.startswith("open") and name != "ptmx"]
    print(f"TOOK PLACE: ptmx {said['ptmx']}; {sorted(set(said.values()))}; {os.listdir('/dev')}", flush=True)
    if opened or said["ptmx"] == "open, a terminal":
        raise RuntimeError(f"devices can be opened: {opened}")


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
