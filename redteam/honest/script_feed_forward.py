# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: the feed-forward compiled by torch.jit.script

import warnings
from types import SimpleNamespace

import torch
import torch.nn.functional as F

warnings.filterwarnings("ignore")


@torch.jit.script
def feed_forward(hidden, expand, contract):
    return F.linear(F.gelu(F.linear(hidden, expand)), contract)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    for block in model.blocks:
        part = block.feed_forward
        part.forward = lambda hidden, part=part: feed_forward(hidden, part.expand.weight, part.contract.weight)
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
