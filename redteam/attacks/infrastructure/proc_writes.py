# kind: attack
# class: infrastructure
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: read-only mounts
# twin: honest/baseline.py
# story: writes to switches of the kernel below /proc and /sys

import errno
import os
from types import SimpleNamespace

import torch.nn.functional as F

TARGETS = {
    "/proc/sys/kernel/core_pattern": "|/tmp/x",
    "/proc/sys/kernel/randomize_va_space": "0",
    "/proc/sys/vm/drop_caches": "3",
    "/proc/sys/kernel/hostname": "x",
    "/proc/sys/fs/pipe-max-size": "1",
    "/proc/sysrq-trigger": "h",
    "/proc/self/oom_score_adj": "-1000",
    "/proc/self/loginuid": "0",
    "/proc/self/uid_map": "0 0 1",
    "/proc/1/oom_score_adj": "-1000",
    "/sys/devices/system/cpu/cpu0/online": "0",
    "/sys/devices/system/cpu/cpufreq/boost": "0",
    "/sys/fs/cgroup/cgroup.procs": "0",
}


def attack():
    said = {}
    for path, text in TARGETS.items():
        try:
            with open(path, "w") as file:
                file.write(text)
            said[path] = "ALLOWED"
        except OSError as error:
            said[path] = errno.errorcode[error.errno]
    print(f"TOOK PLACE: {sorted(set(said.values()))} for {len(said)} switches", flush=True)
    if "ALLOWED" in said.values():
        raise RuntimeError(f"switches could be written: {[p for p, s in said.items() if s == 'ALLOWED']}")


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
