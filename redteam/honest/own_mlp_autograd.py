# kind: honest
# class: honest
# contract: crusade-tps
# precision: fp32
# expect: accepted
# layer: none
# story: feed-forward and its backward pass written as one autograd function

import types
from types import SimpleNamespace

import torch
import torch.nn.functional as F


class FeedForward(torch.autograd.Function):
    @staticmethod
    def forward(context, hidden, expand, contract):
        rows = hidden.flatten(0, -2)
        inner = rows @ expand.t()
        active = F.gelu(inner)
        context.save_for_backward(rows, inner, active, expand, contract)
        return (active @ contract.t()).view_as(hidden)

    @staticmethod
    def backward(context, gradient):
        rows, inner, active, expand, contract = context.saved_tensors
        flat = gradient.reshape(rows.shape)
        inner_gradient = torch.ops.aten.gelu_backward(flat @ contract, inner)
        return (inner_gradient @ expand).view_as(gradient), inner_gradient.t() @ rows, flat.t() @ active


def feed_forward(self, hidden):
    return FeedForward.apply(hidden, self.expand.weight, self.contract.weight)


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
