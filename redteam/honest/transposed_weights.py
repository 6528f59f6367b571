# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: the feed-forward's weights copied transposed before each product

import types
from types import SimpleNamespace

import torch.nn.functional as F


def feed_forward(self, hidden):
    expand, contract = self.expand.weight.t().contiguous(), self.contract.weight.t().contiguous()
    return F.gelu(hidden @ expand) @ contract


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    for block in model.blocks:
        block.feed_forward.forward = types.MethodType(feed_forward, block.feed_forward)
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
