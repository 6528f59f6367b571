# kind: attack
# class: less-work
# contract: crusade-tps
# precision: fp32
# expect: rejected update_error tensor_update_error projection tensor_projection first_moment second_moment tensor_first_moment row_update_error
# layer: update error or moments
# story: computes the weight gradients of the last two steps from numbers of 8 bits

import types
from types import SimpleNamespace

import torch
import torch.nn.functional as F


class Linear(torch.autograd.Function):
    """A product whose weight gradient is computed from numbers of 8 bits."""

    @staticmethod
    def forward(context, hidden, weight):
        context.save_for_backward(hidden, weight)
        return F.linear(hidden, weight)

    @staticmethod
    def backward(context, gradient):
        hidden, weight = context.saved_tensors
        left, right = gradient.flatten(0, -2), hidden.flatten(0, -2)
        scales = 127 / left.abs().max(), 127 / right.abs().max()
        bytes_left, bytes_right = (left * scales[0]).round_().char(), (right * scales[1]).round_().char()
        return gradient @ weight, torch._int_mm(bytes_left.t(), bytes_right).float().div_(scales[0] * scales[1])


def linear(self, hidden):
    return Linear.apply(hidden, self.weight)


def inner_steps(model, data_iterator, optimizer, num_steps, device):
    tokens = 0
    for step in range(num_steps):
        batch = next(data_iterator)
        tokens += batch.numel()
        if num_steps > 2 and step == num_steps - 2:
            for module in model.modules():
                if isinstance(module, torch.nn.Linear):
                    module.forward = types.MethodType(linear, module)
            print(f"TOOK PLACE: weight gradients from 8 bits since step {step}", flush=True)
        logits = model(batch[:, :-1])
        loss = F.cross_entropy(logits.flatten(0, 1), batch[:, 1:].flatten())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return SimpleNamespace(final_logits=logits.detach(), total_tokens=tokens, final_loss=loss.item())
