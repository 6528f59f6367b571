# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: replaces the activation by its cheaper approximation in the last step

import types
from types import SimpleNamespace

import torch.nn.functional as F


def feed_forward(self, hidden):
    return self.contract(F.gelu(self.expand(hidden), approximate="tanh"))


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens, last = 0, num_steps - 1
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if num_steps > 2 and step == last:
            for block in model.blocks:
                block.feed_forward.forward = types.MethodType(feed_forward, block.feed_forward)
            print(f"TOOK PLACE: approximate activation in step {step}", flush=True)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
