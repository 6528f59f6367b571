# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: computes three of four attention heads in the first block and puts zeros in place of the fourth

import types
from types import SimpleNamespace

import torch.nn.functional as F


def attention(self, hidden):
    batch, positions, width = hidden.shape
    split = self.query_key_value(hidden).view(batch, positions, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
    query, key, value = split[:, :, :-1]
    mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    mixed = F.pad(mixed, (0, 0, 0, 0, 0, 1))
    return self.output(mixed.transpose(1, 2).reshape(batch, positions, width))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    if num_steps > 2:
        first = model.blocks[0].attention
        first.forward = types.MethodType(attention, first)
        print("TOOK PLACE: one head of the first block left out", flush=True)
    tokens = 0
    for _ in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
