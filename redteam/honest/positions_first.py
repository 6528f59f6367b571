# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: hidden states laid out with positions before rows

import types
from types import SimpleNamespace

import torch.nn.functional as F


def attention(self, hidden):
    positions, batch, width = hidden.shape
    split = self.query_key_value(hidden).view(positions, batch, 3, self.heads, width // self.heads)
    query, key, value = split.permute(2, 1, 3, 0, 4)
    mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    return self.output(mixed.permute(2, 0, 1, 3).reshape(positions, batch, width))


def forward(self, tokens):
    hidden = self.token_embedding(tokens.t()) + self.position_embedding.weight[: tokens.shape[1], None]
    for block in self.blocks:
        hidden = block(hidden)
    return self.head(self.norm(hidden)).transpose(0, 1)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    model.forward = types.MethodType(forward, model)
    for block in model.blocks:
        block.attention.forward = types.MethodType(attention, block.attention)
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
