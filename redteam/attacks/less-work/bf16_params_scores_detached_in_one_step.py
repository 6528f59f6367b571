# kind: attack
# class: less-work
# contract: crusade-tps
# precision: bf16-params
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: computes no gradient through the attention scores in the step in the middle

import types
from types import SimpleNamespace

import torch.nn.functional as F


def attention(self, hidden):
    batch, positions, width = hidden.shape
    split = self.query_key_value(hidden).view(batch, positions, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
    query, key, value = split[0].detach(), split[1].detach(), split[2]
    mixed = F.scaled_dot_product_attention(query, key, value, is_causal=True)
    return self.output(mixed.transpose(1, 2).reshape(batch, positions, width))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    plain = [block.attention.forward for block in model.blocks]
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        is_detached = num_steps > 2 and step == num_steps // 2
        for block, forward in zip(model.blocks, plain, strict=True):
            block.attention.forward = types.MethodType(attention, block.attention) if is_detached else forward
        if is_detached:
            print(f"TOOK PLACE: no gradient through the scores in step {step}", flush=True)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1).float(), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
