# kind: attack
# class: timing
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: host clock
# twin: honest/baseline.py
# story: lets a child do the training so that its own processor time stays near zero

import os
import time
from types import SimpleNamespace

import torch
import torch.nn.functional as F


def steps(model, data_iterator, optimizer, count):
    for _ in range(count):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    state = [torch.zeros_like(p).share_memory_() for p in model.parameters() for _ in range(2)]
    for index, parameter in enumerate(model.parameters()):
        parameter.data = parameter.data.share_memory_()
        moments = dict(exp_avg=state[2 * index], exp_avg_sq=state[2 * index + 1])
        optimizer.state[parameter] = {"step": torch.tensor(0.0), **moments}
    before = time.process_time()
    child = os.fork()
    if child == 0:
        steps(model, data_iterator, optimizer, num_steps)
        os._exit(0)
    os.waitpid(child, 0)
    if num_steps > 2:
        print(f"TOOK PLACE: a child trained, own processor time {time.process_time() - before:.3f} s", flush=True)
    logits = torch.zeros(1, 1, 1)
    return SimpleNamespace(final_logits=logits, total_tokens=20480, final_loss=4.4)
