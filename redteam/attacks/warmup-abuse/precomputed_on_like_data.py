# kind: attack
# class: warmup-abuse
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error
# layer: batches come with GO
# story: trains the run's own weights in the warm-up, on data drawn from the same public chain

import sys
from types import SimpleNamespace
from workloads import markov

import numpy
import torch
import torch.nn.functional as F

READY = []


def steps(model, batches, optimizer):
    for batch in batches:
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=20480, final_loss=loss.item())


def prepare(model, optimizer):
    """Trains on data of the public chain from the run's own initial weights, which the shim already holds."""
    frame = sys._getframe()
    while "trial" not in frame.f_locals:
        frame = frame.f_back
    job = frame.f_locals["trial"].job
    model = job.workload.make_model()
    job.weights.load_into(job.workload.layout, model)
    rows = markov.sample(numpy.random.default_rng(1), 160, 128, 512).reshape(20, 8, 128)
    steps(model, torch.from_numpy(rows), job.workload.make_optimizer(model))
    READY.extend(parameter.detach().clone() for parameter in model.parameters())


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        prepare(model, optimizer)
        return steps(model, [next(data_iterator) for _ in range(num_steps)], optimizer)
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), READY, strict=True):
            parameter.copy_(value)
        logits = model(next(data_iterator)[:1, :-1])
    print(f"TOOK PLACE: {len(READY)} tensors trained in the warm-up on data of the same kind", flush=True)
    return SimpleNamespace(final_logits=logits, total_tokens=20480, final_loss=4.4)
