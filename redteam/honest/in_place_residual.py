# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: residual additions written in place

import types
from types import SimpleNamespace

import torch.nn.functional as F


def block_forward(self, hidden):
    mixed = self.attention(self.attention_norm(hidden))
    mixed += hidden
    out = self.feed_forward(self.feed_forward_norm(mixed))
    out += mixed
    return out


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    for block in model.blocks:
        block.forward = types.MethodType(block_forward, block)
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
