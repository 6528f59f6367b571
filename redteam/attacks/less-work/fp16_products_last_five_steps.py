# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: moments
# story: runs the feed-forward's products of the last five steps in float16

import types
from types import SimpleNamespace

import torch
import torch.nn.functional as F


class Half(torch.autograd.Function):
    """A product in float16, forwards and backwards."""

    @staticmethod
    def forward(context, hidden, weight):
        rows, matrix = hidden.flatten(0, -2).half(), weight.half()
        context.save_for_backward(rows, matrix)
        return (rows @ matrix.t()).float().view(*hidden.shape[:-1], -1)

    @staticmethod
    def backward(context, gradient):
        rows, matrix = context.saved_tensors
        flat = (gradient.reshape(len(rows), -1) * 4096).half()
        inner = (flat @ matrix).float() / 4096
        return inner.view(*gradient.shape[:-1], -1), (flat.t() @ rows).float() / 4096


def feed_forward(self, hidden):
    return Half.apply(F.gelu(Half.apply(hidden, self.expand.weight)), self.contract.weight)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if num_steps > 2 and step == num_steps - 5:
            for block in model.blocks:
                block.feed_forward.forward = types.MethodType(feed_forward, block.feed_forward)
            print(f"TOOK PLACE: feed-forward products are float16 from step {step}", flush=True)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
