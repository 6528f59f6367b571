# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: each feed-forward traced once by torch.jit.trace in the warm-up

import warnings
from types import SimpleNamespace

import torch
import torch.nn.functional as F

warnings.filterwarnings("ignore")

TRACED = []


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if not TRACED:
        example = torch.randn(8, 127, model.norm.weight.numel())
        TRACED.extend(torch.jit.trace(block.feed_forward, example) for block in model.blocks)
        for block, traced in zip(model.blocks, TRACED, strict=True):
            block.feed_forward.forward = lambda hidden, traced=traced: traced(hidden)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
