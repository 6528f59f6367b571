# kind: attack
# class: reading-secrets
# contract: crusade-tps
# precision: fp32
# expect: neutralised
# layer: randomness of each run
# twin: honest/baseline.py
# story: imports the harness's own generators and tries usual seeds for the weights

import hashlib
import sys
from types import SimpleNamespace

import numpy
import torch.nn.functional as F


def attack(model):
    target = model.token_embedding.weight.detach().numpy().ravel()[:4]
    labels = ("weights", "batches", "warmup", "warmup weights", "initial weights", "")
    tried = hits = 0
    for secret in (bytes(32), b"\1" * 32, hashlib.sha256(b"").digest(), b"\xff" * 32):
        for label in labels:
            seed = int.from_bytes(hashlib.sha256(secret + label.encode()).digest(), "big")
            values = numpy.random.Generator(numpy.random.PCG64(seed)).standard_normal(4, dtype="f4") * numpy.float32(0.5)
            tried, hits = tried + 1, hits + int(numpy.allclose(values, target))
    found = [name for name in ("seeds", "layout", "workloads.markov") if name in sys.modules]
    print(f"TOOK PLACE: {tried} seeds tried, {hits} right, modules {found}", flush=True)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps <= 2:
        attack(model)
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
