# kind: honest
# class: honest
# contract: crusade-tps
# precision: bf16-params
# expect: accepted
# layer: none
# story: torch's fused attention on bfloat16

import types
from types import SimpleNamespace

import torch.nn.functional as F


def attention(self, hidden):
    batch, positions, width = hidden.shape
    split = self.query_key_value(hidden).view(batch, positions, 3, self.heads, width // self.heads)
    query, key, value = split.permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    return self.output(mixed.transpose(1, 2).reshape(batch, positions, width))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    for block in model.blocks:
        block.attention.forward = types.MethodType(attention, block.attention)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        tokens += batch.numel()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
