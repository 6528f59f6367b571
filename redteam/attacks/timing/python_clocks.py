# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: makes every clock of Python's time module run at a thousandth of its speed

import time
from types import SimpleNamespace

import torch.nn.functional as F

TRUE = time.monotonic


def slowed(clock):
    return lambda *arguments: type(clock(*arguments))(clock(*arguments) / 1000)


for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time", "clock_gettime"):
    setattr(time, name, slowed(getattr(time, name)))
    setattr(time, name + "_ns", slowed(getattr(time, name + "_ns")))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        print(f"TOOK PLACE: time.monotonic says {time.monotonic():.3f}, the true one {TRUE():.3f}", flush=True)
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
